using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataIngestion.Storage;

/// <summary>The system steps that make a local write durable, one method each, so that tests can take them apart.</summary>
internal class LocalFileOperations
{
    public virtual void CreateDirectory(string path, bool restricted)
    {
        if (OperatingSystem.IsWindows() || !restricted)
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public virtual FileStream CreateTemporary(string path, bool restricted)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (restricted && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    public virtual void Synchronise(FileStream file) => file.Flush(flushToDisk: true);

    /// <summary>Gives the file a second name in one atomic step; false when the name is taken.</summary>
    public virtual bool TryLink(string temporary, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryMove(temporary, path);
        }

        if (Posix.Link(temporary, path) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error == Posix.AlreadyExists ? false : throw Posix.Failure("link", path, error);
    }

    public virtual void Replace(string temporary, string path) => File.Move(temporary, path, overwrite: true);

    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Makes the names in a folder durable. Windows keeps them with the files.</summary>
    public virtual void SynchroniseDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Posix.Open(path, Posix.ReadOnly);
        if (descriptor < 0)
        {
            throw Posix.Failure("open", path, Marshal.GetLastPInvokeError());
        }

        using SafeFileHandle directory = new(descriptor, ownsHandle: true);
        if (Posix.Synchronise(descriptor) != 0)
        {
            throw Posix.Failure("fsync", path, Marshal.GetLastPInvokeError());
        }
    }

    private static bool TryMove(string temporary, string path)
    {
        try
        {
            // Without the replace flag a move is atomic and create-only on Windows.
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }
}
