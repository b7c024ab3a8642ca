using Apache.Arrow;
using DataIngestion.Delta;
using DataIngestion.Parquet;
using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>The rows of a delivery whose key is in the table already. Files whose statistics exclude a match are not read.</summary>
internal sealed class TableKeyMatches
{
    private const int SampleLimit = 5;
    private readonly List<FailureSample> _samples = [];

    /// <summary>What a second pass has to know.</summary>
    public KnownDuplicates Known { get; } = new();

    /// <summary>The rows whose key the table has.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the delivery has duplicates that the pass could not reject, because their keys were spilled.</summary>
    public bool HasLateDuplicates { get; private set; }

    public static async ValueTask<TableKeyMatches> FindAsync(
        PipelineDefinition definition, DeltaSnapshot? snapshot, DeliveryPass pass, PassSetup setup, CancellationToken cancellationToken)
    {
        TableKeyMatches matches = new();
        if (pass.Keys is null || pass.Keys.Count == 0)
        {
            return matches;
        }

        if (snapshot is not null && definition.Mode != TableWriteMode.Overwrite)
        {
            IReadOnlyList<ColumnStatistics> range = pass.KeyRange;
            foreach (AddFile file in snapshot.Files.Values.Where(file => StatisticsPruning.MayOverlap(file.Statistics, range)))
            {
                await matches.ProbeAsync(definition.Table, file, pass, setup, cancellationToken).ConfigureAwait(false);
            }
        }

        matches.Complete(pass, setup, cancellationToken);
        return matches;
    }

    /// <summary>The finding of a delivery that is held because of its keys.</summary>
    public ValidationResult ToResult(PassSetup setup, long rowsRead) => new(
        setup.KeyCheck + " against the table",
        setup.Contract.PrimaryKey,
        Severity.Error,
        FailureAction.Hold,
        Passed: false,
        rowsRead,
        Count,
        "key is in the table already",
        _samples);

    private async ValueTask ProbeAsync(StorageZone table, AddFile file, DeliveryPass pass, PassSetup setup, CancellationToken cancellationToken)
    {
        await foreach (RecordBatch keys in ParquetColumns
            .ReadAsync(table.Store, table.PathOf(file.Path), setup.Contract.PrimaryKey, cancellationToken).ConfigureAwait(false))
        {
            using (keys)
            {
                pass.Keys!.Probe(keys, (ordinal, row) => Add(pass.Origins.Locate(ordinal), _samples.Count < SampleLimit ? setup.KeyText(keys, row) : null, setup));
            }
        }
    }

    private void Complete(DeliveryPass pass, PassSetup setup, CancellationToken cancellationToken)
    {
        KeyOutcome outcome = pass.Keys!.Complete(cancellationToken);
        foreach (long ordinal in outcome.LateMatches.InOrder())
        {
            // The key itself is gone with the batch that had it; the row tells where to look.
            Add(pass.Origins.Locate(ordinal), "(spilled)", setup);
        }

        HasLateDuplicates = outcome.LateDuplicates > 0;
        if (HasLateDuplicates || Known.Count > 0)
        {
            foreach (long ordinal in outcome.Duplicates.InOrder())
            {
                (string origin, long row) = pass.Origins.Locate(ordinal);
                Known.Repeated.Add(origin, row);
            }
        }
    }

    private void Add((string Origin, long Row) place, string? key, PassSetup setup)
    {
        Count++;
        if (_samples.Count < SampleLimit)
        {
            _samples.Add(new FailureSample(place.Origin, place.Row, string.Join(", ", setup.Contract.PrimaryKey), key));
        }

        if (setup.Contract.DuplicateKeys == MismatchPolicy.Quarantine || setup.Release)
        {
            Known.InTable.Add(place.Origin, place.Row);
        }
    }
}
