namespace DataIngestion.Storage;

/// <summary>One file on its way into a folder of the local disk.</summary>
internal sealed class LocalStoreWriter : StoreWriter
{
    private readonly string _path;
    private readonly string _full;
    private readonly string _folder;
    private readonly string _temporary;
    private readonly LocalFileOperations _operations;
    private readonly FileStream _file;
    private readonly BufferedStream _buffer;
    private bool _done;

    public LocalStoreWriter(string root, string path, string full, bool restricted, LocalFileOperations operations)
    {
        _path = path;
        _full = full;
        _folder = Path.GetDirectoryName(full)!;
        _operations = operations;
        _temporary = Path.Combine(_folder, LocalStore.TemporaryPrefix + Guid.NewGuid().ToString("N"));
        MakeFolder(root, _folder, restricted);
        FailPoint.Hit("store.open.before", path);
        _file = operations.CreateTemporary(_temporary, restricted);
        FailPoint.Hit("store.open.after", path);
        _buffer = new BufferedStream(new GuardedWriteStream(_file, path), 1 << 17);
    }

    public override Stream Stream => _buffer;

    public override async ValueTask<StoreEntry> CompleteAsync(StoreCondition condition, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_done, this);
        cancellationToken.ThrowIfCancellationRequested();

        // Other writers of the same folder wait here, so that the comparison and the rename are one step.
        using FileStream? gate = condition.ETag is null
            ? null
            : await LocalLock.TakeAsync(Path.Combine(_folder, LocalStore.LockName), cancellationToken).ConfigureAwait(false);
        return LocalFailure.Guard(_path, "write", () => Complete(condition));
    }

    public override ValueTask DisposeAsync()
    {
        if (!_done)
        {
            _done = true;

            // The buffer is not flushed: what was not completed is dropped.
            _file.Dispose();
            LocalFailure.Guard(_path, "drop", () => _operations.Delete(_temporary));
        }

        return ValueTask.CompletedTask;
    }

    private StoreEntry Complete(StoreCondition condition)
    {
        _buffer.Flush();
        FailPoint.Hit("store.fsync.before", _path);
        _operations.Synchronise(_file);
        FailPoint.Hit("store.fsync.after", _path);
        _file.Dispose();
        if (condition.MustBeAbsent)
        {
            Link();
        }
        else
        {
            Replace(condition);
        }

        _done = true;
        FailPoint.Hit("store.syncdir.before", _path);
        _operations.SynchroniseDirectory(_folder);
        FailPoint.Hit("store.syncdir.after", _path);
        return LocalStore.Entry(_path, new FileInfo(_full));
    }

    private void Link()
    {
        FailPoint.Hit("store.link.before", _path);
        if (!_operations.TryLink(_temporary, _full))
        {
            throw new StoreConflictException($"'{_path}' exists already.") { Origin = _path };
        }

        FailPoint.Hit("store.link.after", _path);
        if (!OperatingSystem.IsWindows())
        {
            _operations.Delete(_temporary);
            FailPoint.Hit("store.unlink.after", _path);
        }
    }

    private void Replace(StoreCondition condition)
    {
        FileInfo current = new(_full);
        if (condition.ETag is { } expected && (!current.Exists || LocalStore.Entry(_path, current).ETag != expected))
        {
            throw new StoreConflictException($"'{_path}' was replaced by another writer.") { Origin = _path };
        }

        FailPoint.Hit("store.rename.before", _path);
        _operations.Replace(_temporary, _full);
        FailPoint.Hit("store.rename.after", _path);
    }

    /// <summary>Makes the folders from the top and syncs the parent of each new one, or the new names could be lost with the file in them.</summary>
    private void MakeFolder(string root, string folder, bool restricted)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        string parent = Path.GetDirectoryName(folder)!;
        if (folder.Length > root.Length)
        {
            MakeFolder(root, parent, restricted);
        }

        FailPoint.Hit("store.mkdir.before", _path);
        _operations.CreateDirectory(folder, restricted);
        _operations.SynchroniseDirectory(parent);
        FailPoint.Hit("store.mkdir.after", _path);
    }
}
