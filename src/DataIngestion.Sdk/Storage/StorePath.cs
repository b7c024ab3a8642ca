namespace DataIngestion.Storage;

/// <summary>The rules for paths inside a store, the same on every operating system.</summary>
internal static class StorePath
{
    public const string TemporaryPrefix = ".tmp-";
    public const string LockName = ".lock";

    public static bool IsValid(string path) => path.Length > 0 && WhyInvalid(path) is null;

    public static bool IsReserved(string name) =>
        name.StartsWith(TemporaryPrefix, StringComparison.Ordinal) || name == LockName;

    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    public static string FolderOf(string path) => path.LastIndexOf('/') is var slash && slash < 0 ? "" : path[..slash];

    public static void CheckObject(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckFolder(path);
        if (IsReserved(NameOf(path)))
        {
            throw new ArgumentException($"The path '{path}' uses a name that the store keeps for itself.", nameof(path));
        }
    }

    public static void CheckFolder(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length > 0 && WhyInvalid(path) is { } reason)
        {
            throw new ArgumentException($"The path '{path}' {reason}. A store path is relative, like 'folder/file.csv'.", nameof(path));
        }
    }

    private static string? WhyInvalid(string path)
    {
        if (path[0] == '/' || Path.IsPathRooted(path))
        {
            return "is absolute";
        }

        if (path.Contains('\0', StringComparison.Ordinal) || (OperatingSystem.IsWindows() && path.AsSpan().IndexOfAny('\\', ':') >= 0))
        {
            return "has a character that a path cannot have";
        }

        return path.Split('/').Any(segment => segment is "" or "." or "..") ? "has an empty, '.' or '..' segment" : null;
    }
}
