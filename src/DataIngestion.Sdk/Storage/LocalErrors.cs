namespace DataIngestion.Storage;

/// <summary>Turns what the operating system says into what a person can do about it.</summary>
internal static class LocalErrors
{
    public static bool IsFileSystem(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <param name="exception">What the operating system said.</param>
    /// <param name="path">The path inside the store.</param>
    /// <param name="file">The same as a full path, for the message.</param>
    /// <param name="action">What was tried, such as "read" or "written".</param>
    public static IngestionException Translate(Exception exception, string path, string file, string action) =>
        new($"'{file}' cannot be {action}: {Reason(exception)}", exception) { Origin = path };

    public static IngestionException Conflict(string path, string file, string reason) =>
        new StoreConflictException($"'{file}' was not written: {reason}") { Origin = path };

    private static string Reason(Exception exception) => exception switch
    {
        _ when Errno.IsDiskFull(exception) => "the disk is full. Free space there and run again.",
        _ when Errno.IsQuota(exception) => "the disk quota is used up. Free space or raise the quota, and run again.",
        UnauthorizedAccessException => "permission is denied. Grant this user access to the file and its folder, and run again.",
        _ when Errno.IsLocked(exception) => "another program holds it locked. Run again when that program has finished.",
        FileNotFoundException or DirectoryNotFoundException => "it does not exist. Check the path, or whether something else removed it.",
        PathTooLongException => "the path is too long for this file system. Use shorter names.",
        _ when exception.HResult == Errno.ReadOnlyFileSystem => "the file system is read-only. Mount it for writing, or choose another folder.",
        _ when Errno.IsWithoutLinks(exception) =>
            "this file system cannot create a file atomically (it has no hard links), so two writers could overwrite each other. "
            + "Choose a folder on another file system.",
        _ => $"{exception.Message.TrimEnd('.')}. Check the disk and run again.",
    };
}
