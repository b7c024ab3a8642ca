using System.Collections.Immutable;

namespace DataIngestion.Delta;

// The immutable state of a table at one version.
internal sealed record DeltaSnapshot
{
    public required long Version { get; init; }

    public required DeltaProtocol Protocol { get; init; }

    public required DeltaMetadata Metadata { get; init; }

    // By decoded path, in ordinal order.
    public IReadOnlyDictionary<string, AddFile> Files { get; init; } = NoFiles;

    // Removed files that readers of older versions may still need, by decoded path, in ordinal order.
    public IReadOnlyDictionary<string, RemoveFile> Tombstones { get; init; } = NoTombstones;

    // By application id.
    public IReadOnlyDictionary<string, TransactionId> Transactions { get; init; } = NoTransactions;

    // Domain to configuration; removed domains are not here.
    public IReadOnlyDictionary<string, string> Domains { get; init; } = NoDomains;

    public DeltaSchema Schema => Metadata.Schema;

    private static ImmutableSortedDictionary<string, AddFile> NoFiles { get; } = Empty<AddFile>();

    private static ImmutableSortedDictionary<string, RemoveFile> NoTombstones { get; } = Empty<RemoveFile>();

    private static ImmutableSortedDictionary<string, TransactionId> NoTransactions { get; } = Empty<TransactionId>();

    private static ImmutableSortedDictionary<string, string> NoDomains { get; } = Empty<string>();

    private static ImmutableSortedDictionary<string, T> Empty<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}
