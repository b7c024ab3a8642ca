using Apache.Arrow;
using DataIngestion.Contracts;
using DataIngestion.Delta;
using DataIngestion.Masking;

namespace DataIngestion.Pipelines;

/// <summary>Rejects a held delivery for good: one commit that moves the cursor and adds no rows.</summary>
internal sealed class DeliveryDiscard(PipelineDefinition definition, DeltaTableSession session, TableState state, SourceDelivery delivery)
{
    /// <returns>The record, or null when another runner has taken the version.</returns>
    public async Task<RunRecord?> RunAsync(RunRecord held, string reason, CancellationToken cancellationToken)
    {
        DateTimeOffset now = definition.Time.GetUtcNow();
        RunRecord run = held with
        {
            RunId = RunIds.New(now),
            Status = RunStatus.Discarded,
            StartedAt = now,
            FinishedAt = now,
            Reasons = [$"discarded (held as {held.RunId}): {reason}", .. held.Reasons],
        };
        FileChecksum record = await session.Files.WriteRecordAsync(run, cancellationToken).ConfigureAwait(false);
        if (!await session.Table.TryCommitAsync(state.NextVersion, Build(run, record), cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        run = run with { Version = state.NextVersion };
        await session.SettleAsync(run, cancellationToken).ConfigureAwait(false);
        return run;
    }

    private DeltaCommit Build(RunRecord run, FileChecksum record)
    {
        Schema schema = MaskPlan.Build(definition.Mask, run.Contract!).OutputSchema;
        DeltaMetadata? metadata = state.Snapshot is null ? LogEntries.NewMetadata(definition, schema, ContractJson.Serialize(run.Contract!)) : null;
        return new DeltaCommit
        {
            CommitInfo = LogEntries.CommitInfo(definition, run, state, "Append"),
            Protocol = LogEntries.ProtocolFor(state.Snapshot, metadata),
            Metadata = metadata,
            Transactions = [new TransactionId(definition.ApplicationId, PlanHash.TransactionVersion(run.PlanHash), run.StartedAt.ToUnixTimeMilliseconds())],
            Domains = [LogEntries.Domain(definition, definition.Source.Advance(state.Cursor, delivery, run.Partitions), run, record)],
        };
    }
}
