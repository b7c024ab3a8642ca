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
    private readonly Lock _probing = new();

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
            await matches.ProbeAsync(
                [.. snapshot.Files.Values.Where(file => StatisticsPruning.MayOverlap(file.Statistics, range))], definition, pass, setup, cancellationToken).ConfigureAwait(false);
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

    // Files are read in parallel, which decides nothing: samples are kept in the order of the files, and all else is counted.
    private async Task ProbeAsync(
        IReadOnlyList<AddFile> files, PipelineDefinition definition, DeliveryPass pass, PassSetup setup, CancellationToken cancellationToken)
    {
        List<FailureSample>[] samples = [.. files.Select(_ => new List<FailureSample>())];
        ParallelOptions degree = new() { MaxDegreeOfParallelism = definition.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Count, degree, async (file, stop) =>
        {
            string path = definition.Table.PathOf(files[file].Path);
            await ProbeAsync(definition.Table.Store, path, pass, setup, samples[file], stop).ConfigureAwait(false);
        }).ConfigureAwait(false);
        _samples.AddRange(samples.SelectMany(ofFile => ofFile).Take(SampleLimit));
    }

    private async ValueTask ProbeAsync(
        IStore store, string path, DeliveryPass pass, PassSetup setup, List<FailureSample> samples, CancellationToken cancellationToken)
    {
        await foreach (RecordBatch keys in ParquetColumns.ReadAsync(store, path, setup.Contract.PrimaryKey, cancellationToken).ConfigureAwait(false))
        {
            using (keys)
            using (KeyBlock block = pass.Keys!.Encoder.Encode(keys))
            {
                lock (_probing)
                {
                    pass.Keys.Probe(block, (ordinal, row) => Add(pass.Origins.Locate(ordinal), () => setup.KeyText(keys, row), samples, setup));
                }
            }
        }
    }

    private void Complete(DeliveryPass pass, PassSetup setup, CancellationToken cancellationToken)
    {
        KeyOutcome outcome = pass.Keys!.Complete(cancellationToken);
        foreach (long ordinal in outcome.LateMatches.InOrder())
        {
            // The key itself is gone with the batch that had it; the row tells where to look.
            Add(pass.Origins.Locate(ordinal), () => "(spilled)", _samples, setup);
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

    private void Add((string Origin, long Row) place, Func<string> key, List<FailureSample> samples, PassSetup setup)
    {
        Count++;
        if (samples.Count < SampleLimit)
        {
            samples.Add(new FailureSample(place.Origin, place.Row, string.Join(", ", setup.Contract.PrimaryKey), key()));
        }

        if (setup.Contract.DuplicateKeys == MismatchPolicy.Quarantine || setup.Release)
        {
            Known.InTable.Add(place.Origin, place.Row);
        }
    }
}
