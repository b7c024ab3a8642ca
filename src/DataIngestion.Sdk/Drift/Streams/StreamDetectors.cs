namespace DataIngestion;

/// <summary>The built-in stream detectors. Defaults are those of their papers.</summary>
public static class StreamDetectors
{
    /// <summary>DDM (Gama and others 2004): the error rate rises above its lowest level by more than its standard deviation explains.</summary>
    /// <remarks>With the error rate p of n values and s = √(p(1 − p)/n): warning at p + s &gt; p_min + w·s_min and drift at p + s &gt; p_min + d·s_min, where p_min and s_min are those of the smallest p + s so far. Takes 0 and 1.</remarks>
    /// <param name="minimumValues">The values before the first verdict, at least 1.</param>
    /// <param name="warningLevel">The multiple w, more than 0.</param>
    /// <param name="driftLevel">The multiple d, at least w.</param>
    /// <returns>The detector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    public static IStreamDetector DriftDetectionMethod(int minimumValues = 30, double warningLevel = 2, double driftLevel = 3) =>
        new DriftDetectionMethod(minimumValues, warningLevel, driftLevel);

    /// <summary>EDDM (Baena-García and others 2006): errors come closer together. Earlier than DDM on slow changes, and quicker to alarm without one.</summary>
    /// <remarks>With the mean p' of the distances between errors and their standard deviation s': warning when (p' + 2s')/(p'_max + 2s'_max) falls below alpha, drift below beta. Takes 0 and 1.</remarks>
    /// <param name="minimumErrors">The errors before the first verdict, at least 1.</param>
    /// <param name="warningRatio">Alpha, between beta and 1.</param>
    /// <param name="driftRatio">Beta, between 0 and alpha.</param>
    /// <returns>The detector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    public static IStreamDetector EarlyDriftDetectionMethod(int minimumErrors = 30, double warningRatio = 0.95, double driftRatio = 0.9) =>
        new EarlyDriftDetectionMethod(minimumErrors, warningRatio, driftRatio);

    /// <summary>HDDM-A (Frías-Blanco and others 2015): the mean since the best cut point is above the mean before it by more than Hoeffding's bound.</summary>
    /// <remarks>Takes values from 0 to 1. One-sided: only a rising mean counts, unless <paramref name="twoSided"/>.</remarks>
    /// <param name="driftSignificance">The chance of a false drift at one test, between 0 and 1.</param>
    /// <param name="warningSignificance">The same for a warning; greater.</param>
    /// <param name="twoSided">Whether a falling mean counts too.</param>
    /// <param name="minimumValues">The values before the first verdict, at least 1.</param>
    /// <returns>The detector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    public static IStreamDetector HoeffdingAverages(double driftSignificance = 0.001, double warningSignificance = 0.005, bool twoSided = false, int minimumValues = 30) =>
        new HoeffdingAverages(driftSignificance, warningSignificance, twoSided, minimumValues);

    /// <summary>HDDM-W (Frías-Blanco and others 2015): as <see cref="HoeffdingAverages"/> with exponentially weighted means and McDiarmid's bound, which finds sudden changes sooner.</summary>
    /// <remarks>Takes values from 0 to 1.</remarks>
    /// <param name="driftSignificance">The chance of a false drift at one test, between 0 and 1.</param>
    /// <param name="warningSignificance">The same for a warning; greater.</param>
    /// <param name="weight">The weight of the newest value, between 0 and 1.</param>
    /// <param name="twoSided">Whether a falling mean counts too.</param>
    /// <param name="minimumValues">The values before the first verdict, at least 1.</param>
    /// <returns>The detector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    public static IStreamDetector HoeffdingWeightedAverages(
        double driftSignificance = 0.001, double warningSignificance = 0.005, double weight = 0.05, bool twoSided = false, int minimumValues = 30) =>
        new HoeffdingWeightedAverages(driftSignificance, warningSignificance, weight, twoSided, minimumValues);

    /// <summary>ADWIN (Bifet and Gavaldà 2007): a window that drops its older part as soon as its mean differs from that of the newer part.</summary>
    /// <remarks>Any values. Memory grows with the logarithm of the window. After a drift the window goes on with its newer part. No warnings.</remarks>
    /// <param name="confidence">Delta, the chance of a false cut, between 0 and 1.</param>
    /// <param name="clock">How many values come between two looks at the window, at least 1.</param>
    /// <param name="bucketsPerRow">The buckets of one size, at least 1: more of them cut more finely.</param>
    /// <param name="minimumWindow">The fewest values on either side of a cut, at least 1; the whole window has more than twice as many.</param>
    /// <returns>The detector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    public static IStreamDetector AdaptiveWindowing(double confidence = 0.002, int clock = 32, int bucketsPerRow = 5, int minimumWindow = 5) =>
        new AdaptiveWindowing(confidence, clock, bucketsPerRow, minimumWindow);

    /// <summary>Page–Hinkley: the sum of deviations above the running mean exceeds a threshold.</summary>
    /// <remarks>Any values; a rise counts, a fall does not. The sum is m = max(0, α·m + x − mean − δ). No warnings.</remarks>
    /// <param name="minimumValues">The values before the first verdict, at least 1.</param>
    /// <param name="tolerance">Delta, the deviation that is forgiven each time, at least 0.</param>
    /// <param name="threshold">Lambda, more than 0, in the unit of the values.</param>
    /// <param name="forgetting">Alpha, more than 0, at most 1.</param>
    /// <returns>The detector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    public static IStreamDetector PageHinkley(int minimumValues = 30, double tolerance = 0.005, double threshold = 50, double forgetting = 0.9999) =>
        new PageHinkley(minimumValues, tolerance, threshold, forgetting);

    /// <summary>KSWIN (Raab and others 2020): the newest values differ from as many drawn of the older ones of a window by the exact Kolmogorov–Smirnov test.</summary>
    /// <remarks>Any values. Draws come from a seeded generator, so the same stream gives the same answers. No warnings.</remarks>
    /// <param name="significance">The p-value below which they differ, between 0 and 1; small, since every value is a test.</param>
    /// <param name="window">The values in the window.</param>
    /// <param name="newest">How many of them are the newest, at least 2 and at most half of the window.</param>
    /// <param name="minimumStatistic">The distance that a drift exceeds besides, at least 0.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <returns>The detector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    public static IStreamDetector KolmogorovSmirnovWindowing(
        double significance = 0.005, int window = 100, int newest = 30, double minimumStatistic = 0.1, long seed = 1) =>
        new KolmogorovSmirnovWindowing(significance, window, newest, minimumStatistic, seed);
}
