using System.Runtime.CompilerServices;
using DataIngestion.Storage;

namespace DataIngestion;

/// <summary>A folder of a disk as an <see cref="IStore"/>.</summary>
/// <remarks>
/// <para>Thread-safety: every member may be called from many threads and many processes at once.</para>
/// <para>Durability: a completed object and the folders above it were synced to the disk. A create-only write is one <c>link(2)</c>; a file system without hard links is refused at that moment with an <see cref="IngestionException"/>. Replacing and deleting take the operating system's lock on the file <c>.lock</c> in the object's folder, so a file system whose locks do not reach other machines keeps <see cref="StoreCondition.IfMatch"/> atomic on one machine only.</para>
/// <para>Names: <c>.lock</c> and names that begin with <c>.tmp-</c> belong to the store and are not listed.</para>
/// <para>Links: the folder itself may be a symbolic link, which is resolved once. Symbolic links, pipes and devices inside it are no objects: they are not listed, and a path through a linked folder is refused.</para>
/// <para>Entity tags are made of length, time of modification and, on Linux, inode.</para>
/// </remarks>
public sealed class LocalStore : IStore
{
    private const int ReadBuffer = 128 * 1024;

    private readonly string _root;
    private readonly LocalFileOperations _operations;
    private readonly LocalFolders _folders;

    internal LocalStore(string folder, LocalFileOperations operations)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Name = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _operations = operations;
        try
        {
            LocalFolders.EnsureRoot(Name, operations);
            _root = Directory.ResolveLinkTarget(Name, returnFinalTarget: true)?.FullName ?? Name;
        }
        catch (Exception exception) when (LocalErrors.IsFileSystem(exception))
        {
            throw LocalErrors.Translate(exception, Name, Name, "opened as a store");
        }

        _folders = new LocalFolders(_root, operations);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Opens a folder and creates it where it is missing.</summary>
    /// <param name="folder">The folder, absolute or relative to the working directory.</param>
    /// <returns>The store.</returns>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty.</exception>
    /// <exception cref="IngestionException">The folder cannot be created.</exception>
    public static LocalStore Open(string folder) => new(folder, LocalFileOperations.OperatingSystemCalls);

    /// <summary>Opens a folder that is there already; nothing is made.</summary>
    /// <param name="folder">The folder, absolute or relative to the working directory.</param>
    /// <returns>The store.</returns>
    /// <exception cref="ArgumentException">There is no such folder.</exception>
    public static LocalStore OpenExisting(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Directory.Exists(folder) ? Open(folder) : throw new ArgumentException($"There is no folder '{folder}'.", nameof(folder));
    }

    /// <inheritdoc/>
    public ValueTask<StoreEntry?> StatAsync(string path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StorePath.CheckObject(path);
        return ValueTask.FromResult(Guarded(path, "read", file => FileFacts.Of(file) is { Kind: FileKind.Regular } facts ? facts.ToEntry(path) : null));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEntry> ListAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StorePath.CheckFolder(folder);
        await ValueTask.CompletedTask.ConfigureAwait(false);
        Stack<string> pending = new([folder]);
        while (pending.TryPop(out string? at))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (at.Length == 0 || at[^1] == '/' || at == folder)
            {
                foreach (string child in Guarded(at.TrimEnd('/'), "listed", LocalListing.ChildrenDescending))
                {
                    pending.Push(at.Length == 0 || at[^1] == '/' ? at + child : at + "/" + child);
                }
            }
            else if (Guarded(at, "read", FileFacts.Of) is { Kind: FileKind.Regular } facts)
            {
                yield return facts.ToEntry(at);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StorePath.CheckObject(path);
        return ValueTask.FromResult(Guarded<Stream>(path, "read", file => new LocalReadStream(OpenRead(file), path)));
    }

    /// <inheritdoc/>
    public ValueTask<StoreWriter> CreateAsync(string path, StoreWriteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        StorePath.CheckObject(path);
        return ValueTask.FromResult(Guarded<StoreWriter>(path, "written", file => Create(path, file, options.Restricted)));
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StorePath.CheckObject(path);
        if (await StatAsync(path, cancellationToken).ConfigureAwait(false) is null)
        {
            return;
        }

        string file = FullPath(path);
        string folder = Path.GetDirectoryName(file)!;
        try
        {
            using IDisposable held = await LocalFolderLock.AcquireAsync(folder, cancellationToken).ConfigureAwait(false);
            _operations.Delete(file);
            _operations.SyncDirectory(folder);
        }
        catch (Exception exception) when (LocalErrors.IsFileSystem(exception))
        {
            throw LocalErrors.Translate(exception, path, file, "deleted");
        }
    }

    /// <summary>Removes what killed processes left half-written. The age protects writers that are at work now.</summary>
    internal int DeleteAbandoned(DateTimeOffset olderThan)
    {
        try
        {
            int removed = 0;
            foreach (string file in LocalListing.Temporaries(_root).Where(file => FileFacts.Of(file)?.LastModified < olderThan))
            {
                _operations.Unlink(file);
                removed++;
            }

            return removed;
        }
        catch (Exception exception) when (LocalErrors.IsFileSystem(exception))
        {
            throw LocalErrors.Translate(exception, _root, _root, "cleaned");
        }
    }

    private static FileStream OpenRead(string file)
    {
        if (FileFacts.Of(file) is { Kind: not FileKind.Regular })
        {
            throw new IOException("it is a folder, a link or a device, and a store reads regular files only");
        }

        FailPoint.Hit("store.openread.before", file);

        // The widest sharing: a program that appends to the file or replaces it is noticed by the checks of the source, not kept out here.
        FileStream stream = new(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, ReadBuffer, FileOptions.SequentialScan);
        FailPoint.Hit("store.openread.after", file);
        return stream;
    }

    private LocalStoreWriter Create(string path, string file, bool restricted)
    {
        string folder = Path.GetDirectoryName(file)!;
        _folders.Ensure(folder, restricted);
        string temporary = Path.Combine(folder, StorePath.TemporaryPrefix + Guid.NewGuid().ToString("N"));
        return new LocalStoreWriter(_operations, _operations.CreateTemporary(temporary, restricted), path, file);
    }

    private string FullPath(string path) => path.Length == 0 ? _root : Path.Combine(_root, path);

    private T Guarded<T>(string path, string action, Func<string, T> step)
    {
        string file = FullPath(path);
        try
        {
            LocalListing.RefuseLinkedFolders(_root, path);
            return step(file);
        }
        catch (Exception exception) when (LocalErrors.IsFileSystem(exception))
        {
            throw LocalErrors.Translate(exception, path, file, action);
        }
    }
}
