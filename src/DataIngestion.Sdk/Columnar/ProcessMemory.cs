using System.Runtime.InteropServices;

namespace DataIngestion;

/// <summary>A setting for processes that do nothing but ingest, such as the <c>ingest</c> tool.</summary>
public static partial class ProcessMemory
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MappingThreshold = -3;
    private const int Arenas = -8;
    private const int Mebibyte = 1 << 20;

    private static volatile bool s_keepsFreed;

    /// <summary>
    /// Has the C library keep the memory that a chunk frees for the next chunk, which saves the operating system from clearing it again: about a tenth
    /// of the time of a large run. The Parquet library, which keeps freed memory to itself by default, and all threads use the same memory then, which
    /// takes about a third off the peak. Call it once, before anything else. It concerns the whole process, so a service that does other work as well may
    /// be better off without.
    /// </summary>
    /// <returns>Whether the C library knows the setting: glibc does.</returns>
    public static bool KeepFreed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            // Read when the Parquet library is loaded. The runtime's own variables do not reach native code.
            s_keepsFreed = setenv("ARROW_DEFAULT_MEMORY_POOL", "system", 0) == 0
                && mallopt(Arenas, Environment.ProcessorCount) == 1
                && mallopt(TrimThreshold, 1024 * Mebibyte) == 1
                && mallopt(TopPad, 64 * Mebibyte) == 1
                && mallopt(MappingThreshold, 32 * Mebibyte) == 1;
            return s_keepsFreed;
        }
        catch (EntryPointNotFoundException)
        {
            // Other C libraries have no such setting, which is what the answer says.
            return false;
        }
    }

    /// <summary>
    /// Gives pages that are free for the moment back where the C library was told to keep them. Blocks of many lengths leave gaps that it would never
    /// return by itself, so that a long run came to hold a third more than a short one. Cheap beside a row group: call it after one.
    /// </summary>
    internal static void GiveBackUnused()
    {
        if (s_keepsFreed)
        {
            _ = malloc_trim(0);
        }
    }

#pragma warning disable SYSLIB1054, IDE1006 // The names are those of the C library.
    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int mallopt(int parameter, int value);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int malloc_trim(nuint pad);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int setenv(string name, string value, int overwrite);
#pragma warning restore SYSLIB1054, IDE1006
}
