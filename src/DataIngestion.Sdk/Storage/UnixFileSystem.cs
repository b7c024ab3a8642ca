using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataIngestion.Storage;

/// <summary>The calls that .NET does not offer: an atomic create-only link, the sync of a directory, and the inode of a file.</summary>
internal static partial class UnixFileSystem
{
    private const int NoFollow = 0x100;
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;
    private const uint WriteWithoutWaiting = 2;

    /// <summary>Gives a file a second name; <see langword="false"/> when the name is taken.</summary>
    public static bool Link(string existing, string path)
    {
        if (link(existing, path) == 0)
        {
            return true;
        }

        int errno = Marshal.GetLastPInvokeError();
        return errno == Errno.Exists ? false : throw Failure(errno, path);
    }

    public static void SyncDirectory(string folder)
    {
        int closeOnExec = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;
        int descriptor = open(folder, closeOnExec);
        if (descriptor < 0)
        {
            throw Failure(Marshal.GetLastPInvokeError(), folder);
        }

        int errno = fsync(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = close(descriptor);

        // Some file systems have nothing to sync for a directory and say so with EINVAL or EBADF.
        if (errno is not (0 or Errno.Invalid or Errno.BadDescriptor))
        {
            throw Failure(errno, folder);
        }
    }

    /// <summary>What <c>statx(2)</c> says about a path without following a final link; <see langword="null"/> when nothing is there.</summary>
    public static StatX? Stat(string path)
    {
        if (statx(CurrentFolder, path, NoFollow, BasicStats, out StatX facts) == 0)
        {
            return facts;
        }

        int errno = Marshal.GetLastPInvokeError();
        return errno is Errno.NoEntry or Errno.NotADirectory ? null : throw Failure(errno, path);
    }

    /// <summary>Asks Linux to begin writing a part of a file to the disk. A hint: whether it is followed shows at the sync alone, so no answer is a failure.</summary>
    public static void BeginWriteback(SafeFileHandle file, long offset, long length) => _ = sync_file_range(file, offset, length, WriteWithoutWaiting);

    private static Exception Failure(int errno, string path)
    {
        string message = $"{Marshal.GetPInvokeErrorMessage(errno)}: '{path}'";
        return errno == Errno.AccessDenied ? new UnauthorizedAccessException(message) : new IOException(message, errno);
    }

#pragma warning disable SYSLIB1054, IDE1006 // The names are those of the C library.
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int link(string existing, string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int close(int descriptor);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int sync_file_range(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int statx(int folder, string path, int flags, uint mask, out StatX facts);
#pragma warning restore SYSLIB1054, IDE1006

    /// <summary>The kernel's <c>struct statx</c>, which is the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal readonly struct StatX
    {
        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(40)]
        public readonly ulong Size;

        [FieldOffset(112)]
        public readonly long ModifiedSeconds;

        [FieldOffset(120)]
        public readonly uint ModifiedNanoseconds;
    }
}
