using Apache.Arrow;
using DataIngestion.Delta;
using DataIngestion.Parquet;

namespace DataIngestion.Pipelines;

/// <summary>The rows of a delivery whose key is in the table already. Files whose statistics exclude a match are not read.</summary>
internal sealed class TableKeyMatches
{
    private const int SampleLimit = 5;
    private readonly List<FailureSample> _samples = [];

    public KnownDuplicates Rows { get; } = new();

    public long Count { get; private set; }

    public static async ValueTask<TableKeyMatches> FindAsync(
        PipelineDefinition definition, DeltaSnapshot? snapshot, DeliveryPass pass, PassSetup setup, CancellationToken cancellationToken)
    {
        TableKeyMatches matches = new();
        if (snapshot is null || pass.Keys is null || pass.Keys.Count == 0 || definition.Mode == TableWriteMode.Overwrite)
        {
            return matches;
        }

        IReadOnlyList<ColumnStatistics> range = pass.KeyRange;
        foreach (AddFile file in snapshot.Files.Values.Where(file => StatisticsPruning.MayOverlap(file.Statistics, range)))
        {
            await matches.ProbeAsync(definition.Table, file, pass, setup, cancellationToken).ConfigureAwait(false);
        }

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
                pass.Keys!.Probe(keys, (ordinal, row) => Add(pass.Origins.Locate(ordinal), keys, row, setup));
            }
        }
    }

    private void Add((string Origin, long Row) place, RecordBatch keys, int row, PassSetup setup)
    {
        Count++;
        if (_samples.Count < SampleLimit)
        {
            _samples.Add(new FailureSample(place.Origin, place.Row, string.Join(", ", setup.Contract.PrimaryKey), setup.KeyText(keys, row)));
        }

        if (setup.Contract.DuplicateKeys == MismatchPolicy.Quarantine || setup.Release)
        {
            Rows.Add(place.Origin, place.Row);
        }
    }
}
