using System.Collections.Immutable;

namespace DataIngestion.Delta;

// Replays actions in the order of their versions.
internal sealed class SnapshotBuilder(string table)
{
    private ImmutableSortedDictionary<string, AddFile>.Builder _files = Begin<AddFile>();
    private ImmutableSortedDictionary<string, RemoveFile>.Builder _tombstones = Begin<RemoveFile>();
    private ImmutableSortedDictionary<string, TransactionId>.Builder _transactions = Begin<TransactionId>();
    private ImmutableSortedDictionary<string, string>.Builder _domains = Begin<string>();
    private DeltaProtocol? _protocol;
    private DeltaMetadata? _metadata;

    public static SnapshotBuilder From(DeltaSnapshot snapshot, string table) => new(table)
    {
        _protocol = snapshot.Protocol,
        _metadata = snapshot.Metadata,
        _files = Begin(snapshot.Files),
        _tombstones = Begin(snapshot.Tombstones),
        _transactions = Begin(snapshot.Transactions),
        _domains = Begin(snapshot.Domains),
    };

    // Removes come before adds: one commit never has both for a path.
    public void Apply(DeltaCommit commit)
    {
        _protocol = commit.Protocol ?? _protocol;
        _metadata = commit.Metadata ?? _metadata;
        foreach (RemoveFile remove in commit.Removes)
        {
            _files.Remove(remove.Path);
            _tombstones[remove.Path] = remove;
        }

        foreach (AddFile add in commit.Adds)
        {
            _tombstones.Remove(add.Path);
            _files[add.Path] = add;
        }

        foreach (TransactionId transaction in commit.Transactions)
        {
            _transactions[transaction.AppId] = transaction;
        }

        ApplyDomains(commit.Domains);
    }

    public DeltaSnapshot Build(long version)
    {
        DeltaProtocol protocol = _protocol ?? throw Missing(version, "protocol");
        DeltaFeatures.EnsureReadable(protocol, table);
        DeltaMetadata metadata = _metadata ?? throw Missing(version, "metaData");
        DeltaFeatures.EnsureReadable(metadata, table);
        EnsureFilesUsable();
        return new()
        {
            Version = version,
            Protocol = protocol,
            Metadata = metadata,
            Files = _files.ToImmutable(),
            Tombstones = _tombstones.ToImmutable(),
            Transactions = _transactions.ToImmutable(),
            Domains = _domains.ToImmutable(),
        };
    }

    private void ApplyDomains(IReadOnlyList<DomainMetadata> domains)
    {
        foreach (DomainMetadata domain in domains)
        {
            if (domain.Removed)
            {
                _domains.Remove(domain.Domain);
            }
            else
            {
                _domains[domain.Domain] = domain.Configuration;
            }
        }
    }

    private void EnsureFilesUsable()
    {
        foreach (AddFile file in _files.Values)
        {
            if (file.HasDeletionVector)
            {
                throw new DeltaTableException($"The Delta table {table} cannot be read: file '{file.Path}' has a deletion vector, which is not supported.") { Origin = table, Feature = "deletionVectors" };
            }

            if (!DeltaPath.IsInsideTable(file.Path))
            {
                throw new DeltaTableException($"The Delta table {table} cannot be read: file '{file.Path}' lies outside its folder, as in a shallow clone. Copy the table with its data first.") { Origin = table };
            }
        }
    }

    private DeltaTableException Missing(long version, string action) =>
        new($"The Delta table {table} has no {action} action up to version {version}, so its state cannot be told. Restore the log.") { Origin = table };

    // Shares the tree with the snapshot, so that a commit costs what it changes.
    private static ImmutableSortedDictionary<string, T>.Builder Begin<T>(IReadOnlyDictionary<string, T> entries) =>
        (entries as ImmutableSortedDictionary<string, T> ?? entries.ToImmutableSortedDictionary(StringComparer.Ordinal)).ToBuilder();

    private static ImmutableSortedDictionary<string, T>.Builder Begin<T>() => ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
}
