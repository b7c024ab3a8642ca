namespace DataIngestion.Storage;

/// <summary>An exclusive lock between processes; the system drops it when its holder dies.</summary>
internal static class LocalLock
{
    private const int Attempts = 600;

    public static async ValueTask<FileStream> TakeAsync(string path, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(5, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw LocalFailure.Of(path, "lock", exception);
            }
        }
    }
}
