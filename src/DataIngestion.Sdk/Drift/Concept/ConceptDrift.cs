using Apache.Arrow;
using DataIngestion.Drift;

namespace DataIngestion;

/// <summary>Compares how a target depends on features: whether P(target | features) of a delivery is that of the reference.</summary>
/// <remarks>
/// Batches are read, not disposed of. Features are counted on all cores, and the report does not depend on how many there are. A column is a feature when
/// it holds numbers or categories; text may be plain or a dictionary of 32-bit indices. Thread-safe.
/// </remarks>
public static class ConceptDrift
{
    /// <summary>Compares rows with rows. The prior tests see every value.</summary>
    /// <param name="reference">The rows to compare with; at least one batch.</param>
    /// <param name="current">The rows to judge; at least one batch.</param>
    /// <param name="target">The target: text, boolean or number.</param>
    /// <param name="options">The settings, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels between columns.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentNullException">A side or the target is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There is no batch, a column is missing, or the target is neither a number nor of categories.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static ConceptReport Compare(
        IReadOnlyList<RecordBatch> reference,
        IReadOnlyList<RecordBatch> current,
        string target,
        ConceptDriftOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(target);
        ConceptDriftOptions used = (options ?? new()).Checked();
        string[] columns = [.. ColumnBatches.Outline(reference).Columns.Select(column => column.Name)];
        ConceptPlan plan = ConceptPlan.Of(columns, column => ColumnBatches.Exact(reference, column), reference[0].Schema, target, used, cancellationToken);
        return ConceptComparison.Report(plan, Observed(reference, used.Seed), Observed(current, used.Seed + 1), cancellationToken);

        ConceptSide Observed(IReadOnlyList<RecordBatch> batches, int seed)
        {
            ConceptSide side = new(plan, seed, exact: true);
            foreach (RecordBatch batch in batches)
            {
                side.Observe(batch, cancellationToken);
            }

            return side;
        }
    }

    /// <summary>Compares streams of rows in memory that does not grow with them: one pass over each side.</summary>
    /// <param name="profile">The reference's profile, which gives the bins; see <see cref="DriftDetection.Profile"/>.</param>
    /// <param name="reference">The rows to compare with; at least one batch.</param>
    /// <param name="current">The rows to judge.</param>
    /// <param name="target">The target: text, boolean or number.</param>
    /// <param name="options">The settings, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels between batches.</param>
    /// <returns>
    /// The report. Features are compared as <see cref="Compare"/> does with the same bins; of a numeric target of more than 8,192 values the prior tests
    /// give bounds, and those that need every value are left out, which the note says.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The reference has no batch, a column is missing, or the target is neither a number nor of categories.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static ValueTask<ConceptReport> CompareAsync(
        DatasetProfile profile,
        IAsyncEnumerable<RecordBatch> reference,
        IAsyncEnumerable<RecordBatch> current,
        string target,
        ConceptDriftOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(target);
        return StreamAsync(profile, reference, current, target, (options ?? new()).Checked(), cancellationToken);
    }

    private static async ValueTask<ConceptReport> StreamAsync(
        DatasetProfile profile,
        IAsyncEnumerable<RecordBatch> reference,
        IAsyncEnumerable<RecordBatch> current,
        string target,
        ConceptDriftOptions options,
        CancellationToken cancellationToken)
    {
        Dictionary<string, ColumnProfile> columns = profile.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        ConceptPlan? plan = null;
        ConceptSide? first = null;
        await foreach (RecordBatch batch in reference.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            plan ??= ConceptPlan.Of([.. columns.Keys], column => columns[column], batch.Schema, target, options, cancellationToken);
            first ??= new(plan, options.Seed, exact: false);
            first.Observe(batch, cancellationToken);
        }

        if (plan is null || first is null)
        {
            throw new ArgumentException("The reference has no batch, so the columns are not known. Pass one without rows.", nameof(reference));
        }

        ConceptSide second = new(plan, options.Seed + 1, exact: false);
        await foreach (RecordBatch batch in current.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            second.Observe(batch, cancellationToken);
        }

        return ConceptComparison.Report(plan, first, second, cancellationToken);
    }
}
