namespace DataIngestion.Storage;

/// <summary>Turns what the disk says into a typed exception that names the path and what to do.</summary>
internal static class LocalFailure
{
    // ENOSPC and EDQUOT as .NET passes them on, and ERROR_DISK_FULL.
    private static readonly int[] FullCodes = [28, 122, unchecked((int)0x80070070)];

    public static void Guard(string path, string action, Action step) => Guard(path, action, () =>
    {
        step();
        return true;
    });

    public static T Guard<T>(string path, string action, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Of(path, action, exception);
        }
    }

    public static IngestionException Of(string path, string action, Exception exception)
    {
        string advice = exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => "it is not there",
            UnauthorizedAccessException => "permission denied: give the user that runs this access to it",
            _ when FullCodes.Contains(exception.HResult) => "no space left on the disk: free some and run again",
            _ => exception.Message,
        };
        return new IngestionException($"Cannot {action} '{path}': {advice}.", exception) { Origin = path };
    }
}
