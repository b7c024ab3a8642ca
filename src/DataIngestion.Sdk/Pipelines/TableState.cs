using DataIngestion.Contracts;
using DataIngestion.Delta;

namespace DataIngestion.Pipelines;

/// <summary>The table as one run sees it: a snapshot of the log and what its pipeline committed last.</summary>
internal sealed record TableState(DeltaSnapshot? Snapshot, TableDomain? Domain, DataContract? StoredContract)
{
    public const string ContractKey = "dataingestion.contract";

    public long NextVersion => Snapshot is null ? 0 : Snapshot.Version + 1;

    public SourceCursor? Cursor => Domain?.Cursor;

    public static async ValueTask<TableState> ReadAsync(DeltaTable table, string applicationId, CancellationToken cancellationToken)
    {
        DeltaSnapshot? snapshot = await table.ReadAsync(null, cancellationToken).ConfigureAwait(false);
        if (snapshot is null)
        {
            return new TableState(null, null, null);
        }

        TableDomain? domain = snapshot.Domains.TryGetValue(applicationId, out string? json) ? TableDomain.Parse(json) : null;
        DataContract? contract = snapshot.Metadata.Configuration.TryGetValue(ContractKey, out string? stored)
            ? ContractJson.Deserialize(stored)
            : null;
        return new TableState(snapshot, domain, contract);
    }
}
