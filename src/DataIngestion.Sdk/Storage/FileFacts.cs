using System.Globalization;

namespace DataIngestion.Storage;

internal enum FileKind
{
    Regular,
    Directory,

    /// <summary>A symbolic link, a pipe, a device: never an object of a store.</summary>
    Other,
}

/// <summary>What the file system says about one path, links not followed.</summary>
internal readonly record struct FileFacts(FileKind Kind, long Length, DateTimeOffset LastModified, string ETag)
{
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int DirectoryType = 0x4000;

    public static FileFacts? Of(string path) => OperatingSystem.IsLinux() ? OfLinux(path) : OfAny(path);

    private static FileFacts? OfLinux(string path)
    {
        if (UnixFileSystem.Stat(path) is not { } stat)
        {
            return null;
        }

        FileKind kind = (stat.Mode & TypeMask) switch
        {
            RegularType => FileKind.Regular,
            DirectoryType => FileKind.Directory,
            _ => FileKind.Other,
        };
        DateTimeOffset modified = DateTimeOffset.FromUnixTimeSeconds(stat.ModifiedSeconds).AddTicks(stat.ModifiedNanoseconds / 100);
        string tag = string.Create(
            CultureInfo.InvariantCulture, $"{stat.Size:x}-{stat.ModifiedSeconds:x}.{stat.ModifiedNanoseconds:x}-{stat.Inode:x}");
        return new FileFacts(kind, (long)stat.Size, modified, tag);
    }

    // Without an inode, a replacement of the same length within the same tick of the file system's clock is not seen.
    private static FileFacts? OfAny(string path)
    {
        FileInfo file = new(path);
        if (file.LinkTarget is not null)
        {
            return new FileFacts(FileKind.Other, 0, default, "");
        }

        if (Directory.Exists(path))
        {
            return new FileFacts(FileKind.Directory, 0, default, "");
        }

        return file.Exists
            ? new FileFacts(
                FileKind.Regular,
                file.Length,
                new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero),
                string.Create(CultureInfo.InvariantCulture, $"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}"))
            : null;
    }

    public StoreEntry ToEntry(string path) => new(path, Length, ETag, LastModified);
}
