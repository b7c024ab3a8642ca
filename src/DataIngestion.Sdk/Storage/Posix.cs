using System.Runtime.InteropServices;

namespace DataIngestion.Storage;

/// <summary>The three system calls that .NET does not offer: a create-only name, and durable names.</summary>
internal static partial class Posix
{
    public const int AlreadyExists = 17;
    public const int ReadOnly = 0;

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string existing, string created);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Synchronise(int descriptor);

    public static IOException Failure(string call, string path, int error)
    {
        // EPERM, EOPNOTSUPP, ENOSYS and EMLINK are what file systems without hard links answer.
        string reason = call == "link" && error is 1 or 31 or 38 or 95
            ? "the file system has no hard links, so it has no atomic create-only write; keep tables on one that has"
            : Marshal.GetPInvokeErrorMessage(error);
        return new IOException($"{call} of '{path}' failed: {reason}.");
    }
}
