namespace DataIngestion.Storage;

/// <summary>A temporary file beside its later place; completing it is one link or one rename.</summary>
internal sealed class LocalStoreWriter : StoreWriter
{
    private readonly LocalFileOperations _operations;
    private readonly FileStream _file;
    private readonly LocalWriteStream _stream;
    private readonly string _path;
    private readonly string _target;
    private bool _ended;
    private bool _temporaryIsGone;

    public LocalStoreWriter(LocalFileOperations operations, FileStream file, string path, string target)
    {
        (_operations, _file, _path, _target) = (operations, file, path, target);
        _stream = new LocalWriteStream(file, operations, Failure);
    }

    public override Stream Stream => _stream;

    public override async ValueTask<StoreEntry> CompleteAsync(StoreCondition condition, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_ended)
        {
            throw new InvalidOperationException($"The writer of '{_path}' was completed or disposed before; begin a new one.");
        }

        _ended = true;
        if (_stream.HasFailed)
        {
            throw Failure(new IOException("an earlier write to it failed or was cancelled"));
        }

        try
        {
            await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            _operations.FlushToDisk(_file);
            await _file.DisposeAsync().ConfigureAwait(false);

            // Taken before the name exists, so that it describes what was written here whatever replaces it next.
            StoreEntry entry = (FileFacts.Of(_file.Name) ?? throw new FileNotFoundException()).ToEntry(_path);
            await PublishAsync(condition, cancellationToken).ConfigureAwait(false);
            _operations.SyncDirectory(Path.GetDirectoryName(_target)!);
            return entry;
        }
        catch (Exception exception) when (LocalErrors.IsFileSystem(exception))
        {
            throw Failure(exception);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        _ended = true;
        await _file.DisposeAsync().ConfigureAwait(false);
        if (_temporaryIsGone)
        {
            return;
        }

        try
        {
            _operations.Unlink(_file.Name);
            _temporaryIsGone = true;
        }
        catch (Exception exception) when (LocalErrors.IsFileSystem(exception))
        {
            // An exception here would hide why the write was given up; the file stays invisible and clean-up finds it by its name.
        }
    }

    private async ValueTask PublishAsync(StoreCondition condition, CancellationToken cancellationToken)
    {
        if (condition.MustBeAbsent)
        {
            PublishNew();
            return;
        }

        using IDisposable held = await LocalFolderLock.AcquireAsync(Path.GetDirectoryName(_target)!, cancellationToken).ConfigureAwait(false);
        if (condition.ETag is { } expected && FileFacts.Of(_target)?.ETag != expected)
        {
            throw LocalErrors.Conflict(_path, _target, "it was changed or removed by another writer.");
        }

        _operations.Replace(_file.Name, _target);
        _temporaryIsGone = true;
    }

    private void PublishNew()
    {
        if (!_operations.Link(_file.Name, _target))
        {
            throw LocalErrors.Conflict(_path, _target, "it exists already.");
        }

        _operations.Unlink(_file.Name);
        _temporaryIsGone = true;
    }

    private IngestionException Failure(Exception exception) => LocalErrors.Translate(exception, _path, _target, "written");
}
