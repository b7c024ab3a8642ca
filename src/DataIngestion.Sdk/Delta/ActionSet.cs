namespace DataIngestion.Delta;

// Actions as they are read, from a commit or from a checkpoint.
internal sealed class ActionSet
{
    public List<CommitInfo> CommitInfos { get; } = [];

    public List<DeltaProtocol> Protocols { get; } = [];

    public List<DeltaMetadata> Metadata { get; } = [];

    public List<AddFile> Adds { get; } = [];

    public List<RemoveFile> Removes { get; } = [];

    public List<TransactionId> Transactions { get; } = [];

    public List<DomainMetadata> Domains { get; } = [];

    // Paths below _delta_log/_sidecars; V2 checkpoints only.
    public List<string> Sidecars { get; } = [];

    public DeltaCommit ToCommit(string origin)
    {
        if (Protocols.Count > 1 || Metadata.Count > 1)
        {
            throw new DeltaTableException($"{origin} holds {Protocols.Count} protocol and {Metadata.Count} metaData actions; one of each is allowed.") { Origin = origin };
        }

        return new()
        {
            CommitInfo = CommitInfos.FirstOrDefault(),
            Protocol = Protocols.FirstOrDefault(),
            Metadata = Metadata.FirstOrDefault(),
            Adds = Adds,
            Removes = Removes,
            Transactions = Transactions,
            Domains = Domains,
        };
    }
}
