using DataIngestion.Drift;

namespace DataIngestion;

/// <summary>Adds tests that weigh the distance of two distributions of numbers. They need every value: columns of many values are read again for them.</summary>
public static class DistanceDriftBuilderExtensions
{
    /// <summary>The first Wasserstein distance ∫ |F − G| dx, in the unit of the column.</summary>
    /// <remarks>Equals <c>scipy.stats.wasserstein_distance</c>. The effect is the distance in population standard deviations of the reference, of which 0.001 is the least. The p-value is that of permutations for at most 500 values, else of Brownian bridges in the pooled distribution, 1,999 of either, with a gamma tail below 0.005.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="options">The settings, or <see langword="null"/> for the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static DriftBuilder Wasserstein(this DriftBuilder builder, DriftTestOptions? options = null) => Add(builder, new WassersteinDetector(DriftTestOptions.Checked(options)));

    /// <summary>The energy distance √(2 ∫ (F − G)² dx).</summary>
    /// <remarks>Equals <c>scipy.stats.energy_distance</c>. The effect is the greatest distance of the distribution functions. The p-value is made as that of <see cref="Wasserstein"/>.</remarks>
    /// <inheritdoc cref="Wasserstein"/>
    public static DriftBuilder EnergyDistance(this DriftBuilder builder, DriftTestOptions? options = null) => Add(builder, new EnergyDistanceDetector(DriftTestOptions.Checked(options)));

    /// <summary>The two-sample Cramér–von Mises test with mid-ranks.</summary>
    /// <remarks>Equals <c>scipy.stats.cramervonmises_2samp</c>: exact for at most 20 values on a side, else Anderson's (1962) moments and the limiting law. The effect is the greatest distance of the distribution functions.</remarks>
    /// <inheritdoc cref="Wasserstein"/>
    public static DriftBuilder CramerVonMises(this DriftBuilder builder, DriftTestOptions? options = null) => Add(builder, new CramerVonMisesDetector(DriftTestOptions.Checked(options)));

    /// <summary>The two-sample Anderson–Darling test with mid-ranks, which looks at tails closer than the others.</summary>
    /// <remarks>Equals <c>scipy.stats.anderson_ksamp</c> of two samples; its p-value is interpolated in the table of Scholz and Stephens (1987) and ends at 0.001 and 0.25, which the note says. The effect is the greatest distance of the distribution functions.</remarks>
    /// <inheritdoc cref="Wasserstein"/>
    public static DriftBuilder AndersonDarling(this DriftBuilder builder, DriftTestOptions? options = null) => Add(builder, new AndersonDarlingDetector(DriftTestOptions.Checked(options)));

    private static DriftBuilder Add(DriftBuilder builder, IDriftDetector detector)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(detector);
    }
}
