namespace DataIngestion.Storage;

/// <summary>Walks a folder of a disk without following links.</summary>
internal static class LocalListing
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>Names in one folder, the last first; folders end with '/', which makes a depth-first walk ordinal over whole paths.</summary>
    public static IReadOnlyList<string> ChildrenDescending(string folder)
    {
        FileKind? kind = FileFacts.Of(folder)?.Kind;
        if (kind == FileKind.Other)
        {
            throw LinkedFolder(folder);
        }

        if (kind != FileKind.Directory)
        {
            return [];
        }

        try
        {
            List<string> names = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything).Where(IsOwn).Select(NameOf)];
            names.Sort((left, right) => string.CompareOrdinal(right, left));
            return names;
        }
        catch (DirectoryNotFoundException)
        {
            // Removed since the check above: a folder that does not exist is empty.
            return [];
        }
    }

    public static IEnumerable<string> Temporaries(string folder)
    {
        EnumerationOptions deep = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        return Directory.EnumerateFiles(folder, StorePath.TemporaryPrefix + "*", deep);
    }

    /// <summary>A linked folder inside a path could lead out of the store.</summary>
    public static void RefuseLinkedFolders(string root, string path)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            string folder = Path.Combine(root, path[..slash]);
            if (FileFacts.Of(folder) is { Kind: FileKind.Other })
            {
                throw LinkedFolder(folder);
            }
        }
    }

    private static IOException LinkedFolder(string folder) =>
        new($"'{folder}' is a symbolic link, and a store does not follow links inside it; open a store on the linked folder itself");

    private static bool IsOwn(FileSystemInfo entry) =>
        (entry.Attributes & FileAttributes.ReparsePoint) == 0 && (entry is DirectoryInfo || !StorePath.IsReserved(entry.Name));

    private static string NameOf(FileSystemInfo entry) => entry is DirectoryInfo ? entry.Name + "/" : entry.Name;
}
