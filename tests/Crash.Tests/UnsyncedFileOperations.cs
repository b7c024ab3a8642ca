using DataIngestion.Storage;

namespace DataIngestion.Crash;

/// <summary>A disk that loses power: <see cref="Crash"/> reverts what was written through this instance to the contents and names that were synced. SIGKILL cannot show this, because the page cache outlives a process.</summary>
/// <remarks>The worst case is kept to: a name that was not synced is lost (or, for a removed or replaced one, is back), and of a content that was not synced only the first half is left. Files that were not written through this instance stay as they are; file modes are not kept.</remarks>
internal sealed class UnsyncedFileOperations : LocalFileOperations
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Node> _live = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _durable = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _touched = new(StringComparer.Ordinal);

    /// <summary>Skips the steps with this name, to prove that the tests notice a missing one.</summary>
    public string? Forgets { get; init; }

    public override FileStream CreateTemporary(string path, bool restricted)
    {
        lock (_lock)
        {
            FileStream file = base.CreateTemporary(path, restricted);
            _live[path] = new Node();
            _touched.Add(path);
            return file;
        }
    }

    public override void FlushToDisk(FileStream file)
    {
        if (Forgets == nameof(FlushToDisk))
        {
            return;
        }

        base.FlushToDisk(file);
        lock (_lock)
        {
            _live[file.Name].Synced = File.ReadAllBytes(file.Name);
        }
    }

    public override bool Link(string temporary, string path)
    {
        lock (_lock)
        {
            bool created = base.Link(temporary, path);
            if (created)
            {
                _live[path] = _live[temporary];
                _touched.Add(path);
            }

            return created;
        }
    }

    public override void Replace(string temporary, string path)
    {
        lock (_lock)
        {
            base.Replace(temporary, path);
            _live.Remove(temporary, out Node? node);
            _live[path] = node!;
            _touched.Add(path);
        }
    }

    public override void Unlink(string temporary)
    {
        lock (_lock)
        {
            base.Unlink(temporary);
            _live.Remove(temporary);
        }
    }

    public override void Delete(string path)
    {
        lock (_lock)
        {
            base.Delete(path);
            _live.Remove(path);
        }
    }

    public override void CreateDirectory(string folder, bool restricted)
    {
        lock (_lock)
        {
            bool isNew = !Directory.Exists(folder);
            base.CreateDirectory(folder, restricted);
            if (isNew)
            {
                _live[folder] = new Node { IsFolder = true };
                _touched.Add(folder);
            }
        }
    }

    public override void SyncDirectory(string folder)
    {
        if (Forgets == nameof(SyncDirectory))
        {
            return;
        }

        base.SyncDirectory(folder);
        lock (_lock)
        {
            foreach (string lost in _durable.Keys.Where(path => IsIn(path, folder)).ToList())
            {
                _durable.Remove(lost);
            }

            foreach ((string path, Node node) in _live.Where(entry => IsIn(entry.Key, folder)))
            {
                _durable[path] = node;
            }
        }
    }

    /// <summary>The power fails. Stores that worked on this instance are not used any more.</summary>
    public void Crash()
    {
        lock (_lock)
        {
            Dictionary<Node, byte[]> contents = _live.Values.Concat(_durable.Values).Distinct()
                .Where(node => !node.IsFolder).ToDictionary(node => node, ContentAfterCrash);
            foreach (string path in _touched.Reverse().Where(path => !_durable.ContainsKey(path) || !_durable[path].IsFolder))
            {
                Remove(path);
            }

            // Ordinal order has every folder before what is in it; what was synced into a lost folder is lost with it.
            foreach ((string path, Node node) in _durable.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                if (Directory.Exists(Path.GetDirectoryName(path)))
                {
                    Restore(path, node, contents);
                }
            }

            _live.Clear();
            _durable.Clear();
            _touched.Clear();
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path);
        }
    }

    private static void Restore(string path, Node node, Dictionary<Node, byte[]> contents)
    {
        if (node.IsFolder)
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            File.WriteAllBytes(path, contents[node]);
        }
    }

    private byte[] ContentAfterCrash(Node node)
    {
        if (node.Synced is not null)
        {
            return node.Synced;
        }

        string? name = _live.FirstOrDefault(entry => entry.Value == node).Key;
        byte[] written = name is null ? [] : File.ReadAllBytes(name);
        return written[..(written.Length / 2)];
    }

    private static bool IsIn(string path, string folder) => Path.GetDirectoryName(path) == folder;

    private sealed class Node
    {
        public bool IsFolder { get; init; }

        public byte[]? Synced { get; set; }
    }
}
