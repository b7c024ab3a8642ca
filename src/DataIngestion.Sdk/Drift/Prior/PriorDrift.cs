using Apache.Arrow;
using DataIngestion.Drift;
using DataIngestion.Profiles;

namespace DataIngestion;

/// <summary>Compares the distribution of a target between two sides: proportions of classes, or a number's distribution, whole and by segment.</summary>
public static class PriorDrift
{
    /// <summary>Compares rows with rows, exactly.</summary>
    /// <param name="reference">The rows to compare with; at least one batch.</param>
    /// <param name="current">The rows to judge; at least one batch.</param>
    /// <param name="target">The target: text, boolean or number.</param>
    /// <param name="options">The settings, or <see langword="null"/> for the defaults.</param>
    /// <returns>
    /// Chi-square, G, total variation and the population stability index of classes, Kolmogorov–Smirnov and Wasserstein of a number.
    /// </returns>
    /// <exception cref="ArgumentNullException">A side or the target is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There is no batch, a column is missing, or the target or a segment is neither a number nor of categories.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static PriorReport Compare(IReadOnlyList<RecordBatch> reference, IReadOnlyList<RecordBatch> current, string target, PriorDriftOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(target);
        PriorDriftOptions used = (options ?? new()).Checked();
        ColumnType type = ColumnType.Parse(ColumnBatches.Outline(reference).Columns.FirstOrDefault(column => column.Name == target)?.Type
            ?? throw new ArgumentException($"The reference has no column '{target}'.", nameof(target)));
        if (used.Segments.Contains(target))
        {
            throw new ArgumentException($"Column '{target}' cannot be target and segment.", nameof(target));
        }

        IReadOnlyList<FeatureBins> segments = ConceptPlan.Segmented(name => ColumnBatches.Exact(reference, name), used.Segments, used.Bins);
        return PriorComparison.Compare(target, segments, Observed(reference), Observed(current), used);

        PriorSide Observed(IReadOnlyList<RecordBatch> batches)
        {
            PriorSide side = new(target, type, segments, exact: true);
            foreach (RecordBatch batch in batches)
            {
                side.Observe(batch);
            }

            return side;
        }
    }
}
