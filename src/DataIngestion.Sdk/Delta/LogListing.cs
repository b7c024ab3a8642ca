using System.Globalization;

namespace DataIngestion.Delta;

// One checkpoint: its files in order. A V2 checkpoint has one file that may name sidecars.
internal sealed record CheckpointFiles(long Version, IReadOnlyList<string> Names);

// What a _delta_log folder holds, by file name.
internal sealed class LogListing
{
    public const string Folder = "_delta_log";

    private readonly Dictionary<(long Version, int Parts), SortedDictionary<int, string>> _parts = [];
    private readonly List<CheckpointFiles> _checkpoints = [];

    public bool Exists { get; private set; }

    public SortedSet<long> Commits { get; } = [];

    // Complete ones only, newest first.
    public IReadOnlyList<CheckpointFiles> Checkpoints { get; private set; } = [];

    public long? Latest { get; private set; }

    public static string CommitName(long version) => string.Create(CultureInfo.InvariantCulture, $"{version:D20}.json");

    public static string CheckpointName(long version) => string.Create(CultureInfo.InvariantCulture, $"{version:D20}.checkpoint.parquet");

    public static async ValueTask<LogListing> ReadAsync(StorageZone log, CancellationToken cancellationToken)
    {
        LogListing listing = new();
        int prefix = log.Folder.Length + 1;
        await foreach (StoreEntry entry in log.Store.ListAsync(log.Folder, cancellationToken).ConfigureAwait(false))
        {
            listing.Exists = true;
            listing.Observe(entry.Path[prefix..]);
        }

        listing.Complete();
        return listing;
    }

    // Null when there is none at or below the version.
    public CheckpointFiles? NewestCheckpoint(long version) => Checkpoints.FirstOrDefault(checkpoint => checkpoint.Version <= version);

    private void Observe(string name)
    {
        string[] parts = name.Split('.');
        if (name.Contains('/', StringComparison.Ordinal) || parts[0].Length != 20
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long version))
        {
            return;
        }

        if (parts is [_, "json"])
        {
            Commits.Add(version);
        }
        else if (parts is [_, "checkpoint", "parquet"] || (parts is [_, "checkpoint", _, "json" or "parquet"] && Guid.TryParse(parts[2], out _)))
        {
            _checkpoints.Add(new(version, [name]));
        }
        else if (parts is [_, "checkpoint", { Length: 10 }, { Length: 10 }, "parquet"])
        {
            ObservePart(version, parts[2], parts[3], name);
        }
    }

    private void ObservePart(long version, string part, string of, string name)
    {
        if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out int parts))
        {
            if (!_parts.TryGetValue((version, parts), out SortedDictionary<int, string>? names))
            {
                _parts[(version, parts)] = names = [];
            }

            names[index] = name;
        }
    }

    // A multi-part checkpoint of which a part is missing does not count.
    private void Complete()
    {
        IEnumerable<CheckpointFiles> complete = _parts
            .Where(entry => entry.Value.Count == entry.Key.Parts && entry.Value.Keys.First() == 1 && entry.Value.Keys.Last() == entry.Key.Parts)
            .Select(entry => new CheckpointFiles(entry.Key.Version, [.. entry.Value.Values]));
        Checkpoints = [.. _checkpoints.Concat(complete).OrderByDescending(checkpoint => checkpoint.Version)];
        Latest = Commits.Count == 0 && Checkpoints.Count == 0 ? null : Math.Max(Commits.Count == 0 ? 0 : Commits.Max, Checkpoints.Count == 0 ? 0 : Checkpoints[0].Version);
    }
}
