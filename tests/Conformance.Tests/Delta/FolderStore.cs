namespace DataIngestion.Delta;

/// <summary>A read-only store over a folder.</summary>
internal sealed class FolderStore(string root) : IStore
{
    public string Name => root;

    public ValueTask<StoreEntry?> StatAsync(string path, CancellationToken cancellationToken = default)
    {
        FileInfo file = new(Path.Combine(root, path));
        return new(file.Exists ? Describe(file) : null);
    }

    public async IAsyncEnumerable<StoreEntry> ListAsync(string folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        DirectoryInfo from = new(Path.Combine(root, folder));
        IEnumerable<StoreEntry> entries = from.Exists ? from.EnumerateFiles("*", SearchOption.AllDirectories).Select(Describe) : [];
        foreach (StoreEntry entry in entries.OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            yield return await ValueTask.FromResult(entry);
        }
    }

    public ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) => new(File.OpenRead(Path.Combine(root, path)));

    public ValueTask<StoreWriter> CreateAsync(string path, StoreWriteOptions options, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("This store is read-only.");

    public ValueTask DeleteAsync(string path, CancellationToken cancellationToken = default) => throw new InvalidOperationException("This store is read-only.");

    private StoreEntry Describe(FileInfo file) =>
        new(Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), file.Length, file.Length.ToString(), file.LastWriteTimeUtc);
}
