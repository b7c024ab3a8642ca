using Apache.Arrow;
using DataIngestion.Drift;
using DataIngestion.Profiles;

namespace DataIngestion;

/// <summary>Compares Arrow data without a pipeline, by the same tests and with the same decisions.</summary>
/// <remarks>
/// All batches of a side have the same columns; text may be plain or a dictionary of 32-bit indices. Columns are processed on all cores, and the
/// results do not depend on how many there are. Batches are read, not disposed of. Thread-safe.
/// </remarks>
public static class DriftDetection
{
    /// <summary>Profiles rows, so that they can be compared later without them.</summary>
    /// <param name="rows">The rows; at least one batch.</param>
    /// <param name="cancellationToken">Cancels between columns.</param>
    /// <returns>The profile of every column, exact up to 8,192 distinct values of a number, and at most 64 KB of JSON a number.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There is no batch, the batches differ in their columns, or a column has a type that no column type stands for.</exception>
    public static DatasetProfile Profile(IReadOnlyList<RecordBatch> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return ColumnBatches.Profile(rows, cancellationToken);
    }

    /// <summary>The profile as JSON in UTF-8. Numbers survive bit for bit.</summary>
    /// <param name="profile">The profile.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="profile"/> is <see langword="null"/>.</exception>
    public static byte[] Serialize(DatasetProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return ProfileJson.Serialize(profile);
    }

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <param name="json">The JSON in UTF-8.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="IngestionException">The JSON is no profile, or one of another version of the library.</exception>
    public static DatasetProfile Deserialize(ReadOnlySpan<byte> json) => ProfileJson.Deserialize(json);

    /// <summary>Compares rows with rows. Every statistic is exact.</summary>
    /// <param name="reference">The rows to compare with; at least one batch.</param>
    /// <param name="current">The rows to judge; at least one batch.</param>
    /// <param name="configure">Chooses tests and columns as <see cref="DataPipelineBuilder.DetectDrift"/> does, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels between columns.</param>
    /// <returns>The report; its reference has no version.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="reference"/> or <paramref name="current"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There is no batch on a side, its batches differ in their columns, or a column has a type that no column type stands for.</exception>
    public static DriftReport Compare(
        IReadOnlyList<RecordBatch> reference, IReadOnlyList<RecordBatch> current, Action<DriftBuilder>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        DriftPlan plan = Plan(configure);
        DriftColumns columns = DriftColumns.Of(plan, ColumnBatches.Outline(reference), ColumnBatches.Outline(current));
        IReadOnlyList<DriftOutcome>[] outcomes = new IReadOnlyList<DriftOutcome>[columns.Pairs.Count];
        ColumnShape[] shapes = new ColumnShape[outcomes.Length];
        ColumnBatches.ForEach(outcomes.Length, index =>
        {
            ColumnPair pair = columns.Pairs[index];
            string column = pair.Reference.Name;
            ColumnPair exact = pair with { Reference = ColumnBatches.Exact(reference, column), Current = ColumnBatches.Exact(current, column) };
            outcomes[index] = DriftOutcome.OfExact(plan, exact);
            shapes[index] = ColumnShapes.Of(plan, exact);
        }, cancellationToken);
        DriftFindings findings = new(plan);
        findings.Add(outcomes.SelectMany(each => each));
        return findings.Report(null, columns.Note, shapes);
    }

    /// <summary>Compares rows with a profile. Decisions are those of <see cref="Compare"/> on the rows; statistics may be estimates between stated bounds.</summary>
    /// <param name="reference">The profile to compare with.</param>
    /// <param name="current">The rows to judge; at least one batch.</param>
    /// <param name="readReference">
    /// Reads one column of the rows that the profile is of, by its name; called only for columns whose decision the profile leaves open, one at a time.
    /// </param>
    /// <param name="configure">Chooses tests and columns as <see cref="DataPipelineBuilder.DetectDrift"/> does, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels between columns.</param>
    /// <returns>The report; its reference has no version.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There is no batch, the batches differ in their columns, or a column has a type that no column type stands for.</exception>
    public static ValueTask<DriftReport> CompareAsync(
        DatasetProfile reference,
        IReadOnlyList<RecordBatch> current,
        Func<string, CancellationToken, ValueTask<IReadOnlyList<RecordBatch>>> readReference,
        Action<DriftBuilder>? configure = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(readReference);
        return DriftEvaluation.EvaluateAsync(
            Plan(configure),
            null,
            reference,
            ColumnBatches.Profile(current, cancellationToken),
            async (column, side, token) => ColumnBatches.Exact(
                side == DriftSide.Current ? current : await readReference(column, token).ConfigureAwait(false), column),
            cancellationToken);
    }

    private static DriftPlan Plan(Action<DriftBuilder>? configure)
    {
        DriftBuilder builder = new();
        configure?.Invoke(builder);
        return builder.Build();
    }
}
