using DataIngestion.Drift;

namespace DataIngestion;

/// <summary>Adds the population stability index.</summary>
public static class PopulationStabilityIndexDriftBuilderExtensions
{
    /// <summary>Measures Σ (q − p) ln(q / p) over bins, with the proportions p of the reference and q of the delivery.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">The settings, or <see langword="null"/> for the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <remarks>
    /// Numeric columns are binned at linearly interpolated quantiles of the reference (equal ones once; the outer bins are open), categorical ones have
    /// a bin per category. Missing values form no bin. Proportions are not rescaled after the floor. The bound is the greater of the threshold and the
    /// quantile of the index under no drift, (1/n + 1/m) χ² with one degree of freedom less than bins (Yurdakul 2018); with fewer
    /// than 1,000 values on a side that quantile is simulated with a fixed seed. There is no p-value.
    /// </remarks>
    public static DriftBuilder PopulationStabilityIndex(this DriftBuilder builder, PopulationStabilityIndexOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new PopulationStabilityIndexDetector((options ?? new()).Checked()));
    }
}
