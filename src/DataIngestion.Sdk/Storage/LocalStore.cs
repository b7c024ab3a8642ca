using System.Runtime.CompilerServices;

namespace DataIngestion;

/// <summary>A folder of the local disk as a store.</summary>
/// <remarks>
/// Writes go to a temporary file in the target's folder, are synced, get their name by <c>link(2)</c> (create-only) or <c>rename(2)</c>, and the folder is synced.
/// The entity tag is made of length and modification time; a replacement of equal length inside the clock's resolution keeps it.
/// A file system without hard links is refused on the first create-only write.
/// </remarks>
public sealed class LocalStore : IStore
{
    internal const string TemporaryPrefix = ".tmp-";
    internal const string LockName = ".lock";

    private readonly string _root;
    private readonly Storage.LocalFileOperations _operations;

    internal LocalStore(string folder, Storage.LocalFileOperations operations)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _operations = operations;
    }

    /// <summary>The folder's full path.</summary>
    public string Name => _root;

    /// <summary>Opens a folder, which is made when it is not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The store.</returns>
    /// <exception cref="IngestionException">The folder cannot be made.</exception>
    public static LocalStore Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        LocalStore store = new(folder, new Storage.LocalFileOperations());
        Storage.LocalFailure.Guard(folder, "make", () => Directory.CreateDirectory(store._root));
        return store;
    }

    /// <summary>Opens a folder that is there already; nothing is made.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The store.</returns>
    /// <exception cref="ArgumentException">There is no such folder.</exception>
    public static LocalStore OpenExisting(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Directory.Exists(folder)
            ? new LocalStore(folder, new Storage.LocalFileOperations())
            : throw new ArgumentException($"There is no folder '{folder}'.", nameof(folder));
    }

    /// <inheritdoc/>
    public ValueTask<StoreEntry?> StatAsync(string path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string full = FullPath(path);
        return new(Storage.LocalFailure.Guard(path, "look at", () => new FileInfo(full) is { Exists: true } file ? Entry(path, file) : null));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEntry> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        string full = folder.Length == 0 ? _root : FullPath(folder);
        foreach (StoreEntry entry in Storage.LocalFailure.Guard(folder, "list", () => Entries(full)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string full = FullPath(path);
        return new(Storage.LocalFailure.Guard<Stream>(path, "open", () => new FileStream(full, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 1 << 17,
            Options = FileOptions.SequentialScan,
        })));
    }

    /// <inheritdoc/>
    public ValueTask<StoreWriter> CreateAsync(string path, StoreWriteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        string full = FullPath(path);
        return new(Storage.LocalFailure.Guard<StoreWriter>(path, "write", () => new Storage.LocalStoreWriter(_root, path, full, options.Restricted, _operations)));
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string full = FullPath(path);
        Storage.LocalFailure.Guard(path, "delete", () =>
        {
            if (File.Exists(full))
            {
                Storage.FailPoint.Hit("store.delete", path);
                _operations.Delete(full);
                _operations.SynchroniseDirectory(Path.GetDirectoryName(full)!);
            }
        });
        return ValueTask.CompletedTask;
    }

    internal static StoreEntry Entry(string path, FileInfo file) => new(
        path,
        file.Length,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}"),
        new DateTimeOffset(file.LastWriteTimeUtc));

    private List<StoreEntry> Entries(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        EnumerationOptions options = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        List<StoreEntry> entries = [];
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", options))
        {
            if (!file.Name.StartsWith(TemporaryPrefix, StringComparison.Ordinal) && file.Name != LockName)
            {
                entries.Add(Entry(Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file));
            }
        }

        entries.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return entries;
    }

    private string FullPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return path.Split('/').Any(segment => segment is "" or "." or "..") || Path.IsPathRooted(path)
            ? throw new ArgumentException($"'{path}' is no path of a store: use relative paths with '/' and without empty, '.' or '..' segments.", nameof(path))
            : Path.Combine(_root, path);
    }
}
