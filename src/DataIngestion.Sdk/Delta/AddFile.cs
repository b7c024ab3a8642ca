using System.Collections.ObjectModel;

namespace DataIngestion.Delta;

internal sealed record AddFile
{
    // Decoded, relative to the table's root.
    public required string Path { get; init; }

    public required long Size { get; init; }

    // Milliseconds since the epoch.
    public required long ModificationTime { get; init; }

    public required bool DataChange { get; init; }

    public IReadOnlyDictionary<string, string?> PartitionValues { get; init; } = ReadOnlyDictionary<string, string?>.Empty;

    // The JSON text of add.stats.
    public string? Statistics { get; init; }

    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    public bool HasDeletionVector { get; init; }

    public RemoveFile ToRemove(long deletionTimestamp, bool dataChange = true) => new()
    {
        Path = Path,
        DeletionTimestamp = deletionTimestamp,
        DataChange = dataChange,
        PartitionValues = PartitionValues,
        Size = Size,
    };
}
