namespace DataIngestion.Delta;

internal sealed record RemoveFile
{
    public required string Path { get; init; }

    // Milliseconds since the epoch.
    public long? DeletionTimestamp { get; init; }

    public required bool DataChange { get; init; }

    // Partition values and size travel together: extendedFileMetadata says that both are there.
    public IReadOnlyDictionary<string, string?>? PartitionValues { get; init; }

    public long? Size { get; init; }

    public bool HasDeletionVector { get; init; }

    public bool HasExtendedMetadata => PartitionValues is not null && Size is not null;
}
