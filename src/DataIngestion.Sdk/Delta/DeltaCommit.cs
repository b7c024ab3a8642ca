namespace DataIngestion.Delta;

// The actions of one log entry.
internal sealed record DeltaCommit
{
    public CommitInfo? CommitInfo { get; init; }

    public DeltaProtocol? Protocol { get; init; }

    public DeltaMetadata? Metadata { get; init; }

    public IReadOnlyList<AddFile> Adds { get; init; } = [];

    public IReadOnlyList<RemoveFile> Removes { get; init; } = [];

    public IReadOnlyList<TransactionId> Transactions { get; init; } = [];

    public IReadOnlyList<DomainMetadata> Domains { get; init; } = [];

    // The first commit of a new table, to which the caller adds files, transaction and domains.
    public static DeltaCommit NewTable(Guid id, DeltaSchema schema, DateTimeOffset created) => new()
    {
        Protocol = DeltaProtocol.ForNewTable(schema),
        Metadata = DeltaMetadata.Create(id, schema, created),
    };

    // Replaces everything that the snapshot holds. After a lost race it must be built anew from the winner's snapshot:
    // the removes of an older one would leave the winner's files active.
    public static DeltaCommit Overwrite(DeltaSnapshot snapshot, IReadOnlyList<AddFile> adds, DateTimeOffset now) => new()
    {
        Adds = adds,
        Removes = [.. snapshot.Files.Values.Select(file => file.ToRemove(now.ToUnixTimeMilliseconds()))],
    };
}
