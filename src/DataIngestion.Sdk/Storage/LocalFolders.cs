using System.Collections.Concurrent;

namespace DataIngestion.Storage;

/// <summary>Creates folders and makes their names durable before anything is written into them.</summary>
internal sealed class LocalFolders(string root, LocalFileOperations operations)
{
    // A folder that another process has just created may not be durable yet, so each one is synced on its first use here.
    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);

    public static void EnsureRoot(string root, LocalFileOperations operations)
    {
        Stack<string> missing = new();
        for (string? at = root; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            missing.Push(at);
        }

        while (missing.TryPop(out string? folder))
        {
            operations.CreateDirectory(folder, restricted: false);
            operations.SyncDirectory(Path.GetDirectoryName(folder)!);
        }
    }

    public void Ensure(string folder, bool restricted)
    {
        if (folder == root)
        {
            return;
        }

        string parent = Path.GetDirectoryName(folder)!;
        Ensure(parent, restricted);
        bool created = !Directory.Exists(folder);
        if (created)
        {
            operations.CreateDirectory(folder, restricted);
        }

        if (created || !_durable.ContainsKey(folder))
        {
            operations.SyncDirectory(parent);
            _durable[folder] = true;
        }
    }
}
