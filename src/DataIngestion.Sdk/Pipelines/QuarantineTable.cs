using Apache.Arrow;
using DataIngestion.Delta;
using DataIngestion.Masking;
using Microsoft.Extensions.Logging;

namespace DataIngestion.Pipelines;

/// <summary>The table of rejected rows beside the main one. It is derived from run records, so a run that died before it is completed by the next.</summary>
internal sealed class QuarantineTable(PipelineDefinition definition)
{
    private readonly DeltaTable _table = new(definition.Quarantine, definition.Time);

    /// <summary>Commits the quarantine files of a published run, unless that is done already.</summary>
    public async ValueTask CompleteAsync(RunRecord run, CancellationToken cancellationToken)
    {
        if (run.QuarantineFiles.Count == 0)
        {
            return;
        }

        long transaction = PlanHash.TransactionVersion(run.PlanHash);
        while (true)
        {
            DeltaSnapshot? snapshot = await _table.ReadAsync(null, cancellationToken).ConfigureAwait(false);
            if (snapshot is not null && run.QuarantineFiles.All(file => snapshot.Files.ContainsKey(file.Path)))
            {
                return;
            }

            long version = snapshot is null ? 0 : snapshot.Version + 1;
            if (await _table.TryCommitAsync(version, Build(run, snapshot, transaction), cancellationToken).ConfigureAwait(false))
            {
                definition.Logger.QuarantineCompleted(run.QuarantineFiles.Count, run.RunId);
                return;
            }
        }
    }

    private DeltaCommit Build(RunRecord run, DeltaSnapshot? snapshot, long transaction)
    {
        MaskPlan mask = MaskPlan.Build(definition.Mask, run.Contract!);
        Schema schema = QuarantineRows.SchemaOf(mask);
        DeltaMetadata? metadata = MetadataFor(snapshot, schema);
        return new DeltaCommit
        {
            CommitInfo = LogEntries.CommitInfo(definition, run, new TableState(snapshot, null, null), "Append"),
            Protocol = LogEntries.ProtocolFor(snapshot, metadata),
            Metadata = metadata,
            Adds = [.. run.QuarantineFiles.Select(Add)],
            Transactions = [new TransactionId(definition.ApplicationId, transaction, definition.Time.GetUtcNow().ToUnixTimeMilliseconds())],
        };
    }

    /// <summary>Columns are only ever added here, whatever the contract does, so that earlier rejected rows stay readable.</summary>
    private DeltaMetadata? MetadataFor(DeltaSnapshot? snapshot, Schema schema)
    {
        if (snapshot is null)
        {
            return DeltaMetadata.Create(Guid.NewGuid(), DeltaSchema.From(schema), definition.Time.GetUtcNow());
        }

        Schema before = snapshot.Schema.ToArrow();
        Field[] added = [.. schema.FieldsList.Where(field => before.GetFieldIndex(field.Name) < 0)];
        return added.Length == 0 ? null : snapshot.Metadata with { SchemaString = DeltaSchema.From(new Schema([.. before.FieldsList, .. added], null)).ToJson() };
    }

    private AddFile Add(FileChecksum file) => new()
    {
        Path = file.Path,
        Size = file.Length,
        ModificationTime = definition.Time.GetUtcNow().ToUnixTimeMilliseconds(),
        DataChange = true,
        Statistics = $$"""{"numRecords":{{file.Rows}}}""",
        Tags = new Dictionary<string, string?> { [LogEntries.ChecksumTag] = file.Sha256 },
    };
}
