namespace DataIngestion.Storage;

/// <summary>One writer at a time in a folder, across processes: the operating system's lock on the file <c>.lock</c>, which stays there.</summary>
internal static class LocalFolderLock
{
    private const int Attempts = 1_500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async ValueTask<IDisposable> AcquireAsync(string folder, CancellationToken cancellationToken)
    {
        string file = Path.Combine(folder, StorePath.LockName);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                FailPoint.Hit("store.lock.before", file);
                FileStream held = new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                FailPoint.Hit("store.lock.after", file);
                return held;
            }
            catch (IOException exception) when (Errno.IsLocked(exception) && attempt < Attempts)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
