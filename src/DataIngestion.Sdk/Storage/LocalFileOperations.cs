namespace DataIngestion.Storage;

/// <summary>Every step that changes a disk, one method each, so that a test can stop at one or forget what was not synced.</summary>
internal class LocalFileOperations
{
    private const int LeastWriteback = 1 << 20;

    public static LocalFileOperations OperatingSystemCalls { get; } = new();

    public virtual FileStream CreateTemporary(string path, bool restricted)
    {
        FailPoint.Hit("store.open.before", path);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (restricted && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream file = new(path, options);
        FailPoint.Hit("store.open.after", path);
        return file;
    }

    public virtual void Write(FileStream file, ReadOnlySpan<byte> bytes)
    {
        FailPoint.Hit("store.write.before", file.Name);
        file.Write(bytes);
        BeginWriteback(file, bytes.Length);
        FailPoint.Hit("store.write.after", file.Name);
    }

    public virtual void FlushToDisk(FileStream file)
    {
        FailPoint.Hit("store.fsync.before", file.Name);
        file.Flush(flushToDisk: true);
        FailPoint.Hit("store.fsync.after", file.Name);
    }

    /// <summary>Gives the temporary file its name, unless the name is taken: then <see langword="false"/>. On Windows the temporary name is gone afterwards.</summary>
    public virtual bool Link(string temporary, string path)
    {
        FailPoint.Hit("store.link.before", path);
        bool created = OperatingSystem.IsWindows() ? MoveNew(temporary, path) : UnixFileSystem.Link(temporary, path);
        FailPoint.Hit("store.link.after", path);
        return created;
    }

    public virtual void Replace(string temporary, string path)
    {
        FailPoint.Hit("store.rename.before", path);
        File.Move(temporary, path, overwrite: true);
        FailPoint.Hit("store.rename.after", path);
    }

    public virtual void Unlink(string temporary)
    {
        FailPoint.Hit("store.unlink.before", temporary);
        File.Delete(temporary);
        FailPoint.Hit("store.unlink.after", temporary);
    }

    public virtual void Delete(string path)
    {
        FailPoint.Hit("store.delete.before", path);
        File.Delete(path);
        FailPoint.Hit("store.delete.after", path);
    }

    /// <summary>Makes the entries of a folder durable: names that came, went or changed. Windows does so by itself.</summary>
    public virtual void SyncDirectory(string folder)
    {
        FailPoint.Hit("store.syncdir.before", folder);
        if (!OperatingSystem.IsWindows())
        {
            UnixFileSystem.SyncDirectory(folder);
        }

        FailPoint.Hit("store.syncdir.after", folder);
    }

    /// <summary>Creates one folder whose parent is there; a folder that is there already is no error.</summary>
    public virtual void CreateDirectory(string folder, bool restricted)
    {
        FailPoint.Hit("store.mkdir.before", folder);
        if (restricted && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        else
        {
            Directory.CreateDirectory(folder);
        }

        FailPoint.Hit("store.mkdir.after", folder);
    }

    // A large file is on its way to the disk while it is written, so that the sync at its end waits for little.
    private static void BeginWriteback(FileStream file, int written)
    {
        if (written >= LeastWriteback && OperatingSystem.IsLinux())
        {
            UnixFileSystem.BeginWriteback(file.SafeFileHandle, file.Position - written, written);
        }
    }

    private static bool MoveNew(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException exception) when (Errno.IsWindowsExists(exception))
        {
            return false;
        }
    }
}
