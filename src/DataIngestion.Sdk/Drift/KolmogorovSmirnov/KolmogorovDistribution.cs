namespace DataIngestion.Drift;

/// <summary>The law of the one-sample statistic D of n values, chosen among exact and approximate forms as Simard and L'Ecuyer (2011) do.</summary>
internal static class KolmogorovDistribution
{
    private const long LargestSmallSample = 140;

    /// <summary>P(D ≥ d) for n values; n is at least 1.</summary>
    public static double Survival(long n, double d)
    {
        double scaled = n * d;
        if (d >= 1)
        {
            return 0;
        }

        if (!(scaled > 0.5))
        {
            return 1;
        }

        if (scaled <= 1)
        {
            return 1 - BelowOneStep(n, (2 * scaled) - 1);
        }

        if (scaled >= n - 1)
        {
            return 2 * Math.Pow(1 - d, n);
        }

        double squared = scaled * d;
        return Math.Clamp(d >= 0.5 || squared > UpperTail(n) ? UpperTailSurvival(n, d, squared) : 1 - Body(n, d), 0, 1);
    }

    // From here on, both one-sided events together are so rare that twice the one-sided probability has all digits needed.
    private static double UpperTail(long n) => n <= LargestSmallSample ? 4 : 2.2;

    private static double UpperTailSurvival(long n, double d, double squared) =>
        squared > 370 && n > LargestSmallSample && d < 0.5 ? 0 : 2 * OneSidedKolmogorov.Survival(n, d);

    private static double Body(long n, double d) =>
        n <= LargestSmallSample || (n <= 100_000 && n * Math.Pow(d, 1.5) <= 1.4) ? DurbinMatrix.Probability((int)n, d) : PelzGood.Probability(n, d);

    // n!/n^n · (2nd − 1)^n, exact for 1/2 < nd ≤ 1 (Ruben and Gambino 1982).
    private static double BelowOneStep(long n, double excess)
    {
        double log = -OneSidedKolmogorov.StirlingError(n);
        return excess <= 0 ? 0 : Math.Exp((n * Math.Log(excess)) - n + (0.5 * Math.Log(2 * Math.PI * n)) - log);
    }
}
