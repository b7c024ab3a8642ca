using DataIngestion.Contracts;
using DataIngestion.Delta;
using DataIngestion.Parquet;

namespace DataIngestion.Pipelines;

/// <summary>The log entry of one run: data files, cursor, verdicts, lineage and checksums together.</summary>
internal sealed class TableCommit(
    PipelineDefinition definition, PassSetup setup, SourceDelivery delivery, RunRecord run, FileChecksum record, IReadOnlyList<StagedFile> files)
{
    public RunRecord Run => run;

    public DeltaCommit Build(TableState state)
    {
        DeltaMetadata? metadata = MetadataFor(state);
        return Build(state, metadata, definition.Time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private DeltaCommit Build(TableState state, DeltaMetadata? metadata, long now) => new()
    {
        CommitInfo = LogEntries.CommitInfo(definition, run, state, definition.Mode == TableWriteMode.Overwrite ? "Overwrite" : "Append"),
        Protocol = LogEntries.ProtocolFor(state.Snapshot, metadata),
        Metadata = metadata,
        Adds = [.. files.Select(LogEntries.Add)],
        Removes = definition.Mode == TableWriteMode.Overwrite && state.Snapshot is { } snapshot
            ? [.. snapshot.Files.Values.Select(file => file.ToRemove(now))]
            : [],
        Transactions = [new TransactionId(definition.ApplicationId, PlanHash.TransactionVersion(run.PlanHash), now)],
        Domains = [LogEntries.Domain(definition, definition.Source.Advance(state.Cursor, delivery, run.Partitions), run, record)],
    };

    /// <summary>Another runner's entry is there and can never be replaced, so nothing will ever refer to these files.</summary>
    public async ValueTask DiscardFilesAsync(CancellationToken cancellationToken)
    {
        foreach (FileChecksum file in run.Files)
        {
            await definition.Table.Store.DeleteAsync(definition.Table.PathOf(file.Path), cancellationToken).ConfigureAwait(false);
        }

        foreach (FileChecksum file in run.QuarantineFiles)
        {
            await definition.Quarantine.Store.DeleteAsync(definition.Quarantine.PathOf(file.Path), cancellationToken).ConfigureAwait(false);
        }

        await definition.Table.Store.DeleteAsync(definition.Table.PathOf(record.Path), cancellationToken).ConfigureAwait(false);
        await definition.Table.Store.DeleteAsync(definition.Table.PathOf(run.Profile!.Path), cancellationToken).ConfigureAwait(false);
    }

    private DeltaMetadata? MetadataFor(TableState state)
    {
        string contract = ContractJson.Serialize(setup.Contract);
        if (state.Snapshot is not { } snapshot)
        {
            return LogEntries.NewMetadata(definition, setup.Mask.OutputSchema, contract);
        }

        return snapshot.Metadata.Configuration.GetValueOrDefault(TableState.ContractKey) == contract
            ? null
            : snapshot.Metadata with
            {
                SchemaString = DeltaSchema.From(setup.Mask.OutputSchema).ToJson(),
                Configuration = new Dictionary<string, string>(snapshot.Metadata.Configuration) { [TableState.ContractKey] = contract },
            };
    }
}
