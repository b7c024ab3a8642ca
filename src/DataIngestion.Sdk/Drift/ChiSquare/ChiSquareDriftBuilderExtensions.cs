using DataIngestion.Drift;

namespace DataIngestion;

/// <summary>Adds the chi-square test.</summary>
public static class ChiSquareDriftBuilderExtensions
{
    /// <summary>Tests whether the categories of reference and delivery come from one distribution (two samples, one row each in the table of counts).</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">The settings, or <see langword="null"/> for the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <remarks>
    /// Agrees with <c>scipy.stats.chi2_contingency</c>. The effect is Cramér's V with Bergsma's bias correction (2013). Missing values form no category.
    /// A one-sample test would take the reference for the truth and raise false alarms about ten times as often as stated. Columns of more than about
    /// 100,000 categories are compared over 1,000 of them, chosen by hash, and all others together, so that memory
    /// stays bounded: shifts among the others do not show, and the note says so.
    /// </remarks>
    public static DriftBuilder ChiSquare(this DriftBuilder builder, ChiSquareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new ChiSquareDetector((options ?? new()).Checked()));
    }
}
