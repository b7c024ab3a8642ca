using DataIngestion.Drift;

namespace DataIngestion;

/// <summary>Adds tests of counts: of categories, and of numbers in ten bins at the reference's deciles, closed on the left, as the population stability index has them.</summary>
public static class TableDriftBuilderExtensions
{
    /// <summary>The Jensen–Shannon distance with logarithms to the base 2, from 0 to 1: the square root of the divergence.</summary>
    /// <remarks>Equals <c>scipy.spatial.distance.jensenshannon(p, q, 2)</c>; empty bins need no floor. The effect is the distance, the p-value that of the likelihood ratio test on the same counts.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="options">The settings, or <see langword="null"/> for the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static DriftBuilder JensenShannon(this DriftBuilder builder, DriftTestOptions? options = null) => Add(builder, new JensenShannonDetector(DriftTestOptions.Checked(options)));

    /// <summary>The Hellinger distance √(½ Σ (√p − √q)²), from 0 to 1.</summary>
    /// <remarks>The effect is the distance, the p-value that of the likelihood ratio test on the same counts.</remarks>
    /// <inheritdoc cref="JensenShannon"/>
    public static DriftBuilder Hellinger(this DriftBuilder builder, DriftTestOptions? options = null) => Add(builder, new HellingerDetector(DriftTestOptions.Checked(options)));

    /// <summary>The total variation distance ½ Σ |p − q| of categories, from 0 to 1: the share of rows that would have to change.</summary>
    /// <remarks>The effect is the distance, the p-value that of the chi-square test.</remarks>
    /// <inheritdoc cref="JensenShannon"/>
    public static DriftBuilder TotalVariation(this DriftBuilder builder, DriftTestOptions? options = null) => Add(builder, new TotalVariationDetector(DriftTestOptions.Checked(options)));

    /// <summary>The likelihood ratio (G) test of homogeneity of categories.</summary>
    /// <remarks>Equals <c>scipy.stats.chi2_contingency(…, correction=False, lambda_="log-likelihood")</c>. The effect is the bias-corrected Cramér's V.</remarks>
    /// <inheritdoc cref="JensenShannon"/>
    public static DriftBuilder LikelihoodRatio(this DriftBuilder builder, DriftTestOptions? options = null) => Add(builder, new LikelihoodRatioDetector(DriftTestOptions.Checked(options)));

    /// <summary>Fisher's exact test, two-sided, for columns of two categories.</summary>
    /// <remarks>Equals <c>scipy.stats.fisher_exact</c>. The statistic is the odds ratio; an infinite one is the largest number, and the note says so. The effect is the bias-corrected Cramér's V.</remarks>
    /// <inheritdoc cref="JensenShannon"/>
    public static DriftBuilder FisherExact(this DriftBuilder builder, DriftTestOptions? options = null) => Add(builder, new FisherExactDetector(DriftTestOptions.Checked(options)));

    private static DriftBuilder Add(DriftBuilder builder, IDriftDetector detector)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(detector);
    }
}
