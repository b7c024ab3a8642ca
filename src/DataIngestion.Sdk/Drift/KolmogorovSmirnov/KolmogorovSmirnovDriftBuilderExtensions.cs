using DataIngestion.Drift;

namespace DataIngestion;

/// <summary>Adds the Kolmogorov–Smirnov test.</summary>
public static class KolmogorovSmirnovDriftBuilderExtensions
{
    /// <summary>Compares the distribution functions of numeric columns: D = max |F₁(x) − F₂(x)|, two-sided, ties included.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">The settings, or <see langword="null"/> for the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <remarks>
    /// Hodges, The significance probability of the Smirnov two-sample test, 1958; Simard and L'Ecuyer, Computing the two-sided
    /// Kolmogorov–Smirnov distribution, 2011. Agrees with <c>scipy.stats.ks_2samp</c>. With ties the exact p-value is conservative.
    /// </remarks>
    public static DriftBuilder KolmogorovSmirnov(this DriftBuilder builder, KolmogorovSmirnovOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new KolmogorovSmirnovDetector((options ?? new()).Checked()));
    }
}
