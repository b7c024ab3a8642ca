using MathNet.Numerics;

namespace DataIngestion.Drift;

internal sealed class AndersonDarlingDetector(DriftTestOptions options) : ExactNumericDetector(options)
{
    // Table 2 of Scholz and Stephens (1987) for two samples: b0 + b1 + b2.
    private static readonly double[] Critical =
        [0.675 - 0.245 - 0.105, 1.281 + 0.25 - 0.305, 1.645 + 0.678 - 0.362, 1.96 + 1.149 - 0.391, 2.326 + 1.822 - 0.396, 2.573 + 2.364 - 0.345, 3.085 + 3.615 - 0.154];

    private static readonly double[] Levels = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
    private static readonly double[] LogLevels = Fit.Polynomial(Critical, Array.ConvertAll(Levels, Math.Log), 2);

    public override string Name => "anderson_darling";

    protected override DriftStatistic Compare(NumericProfile reference, NumericProfile current)
    {
        PooledSamples pooled = PooledSamples.Of(reference, current);
        if (pooled.Values.Length < 2 || pooled.Count < 4)
        {
            return Statistic(0, null, 0, pooled, "The test needs at least two distinct values and four values in all.");
        }

        double statistic = (Sum(pooled) - 1) / Math.Sqrt(Variance(pooled));
        (double p, string? note) = PValue(statistic);
        return Statistic(statistic, p, pooled.GreatestDistance(), pooled, note);
    }

    // The k-sample statistic with mid-ranks, their equation 7.
    private static double Sum(PooledSamples pooled)
    {
        double all = pooled.Count;
        (double reference, double current) = (0, 0);
        (long before, long firstBefore, long secondBefore) = (0, 0, 0);
        for (int at = 0; at < pooled.Values.Length; at++)
        {
            double ties = pooled.Reference[at] + pooled.Current[at];
            double below = before + (ties / 2);
            double weight = ties / all / ((below * (all - below)) - (all * ties / 4));
            reference += weight * Square((all * (firstBefore + (pooled.Reference[at] / 2.0))) - (below * pooled.ReferenceCount));
            current += weight * Square((all * (secondBefore + (pooled.Current[at] / 2.0))) - (below * pooled.CurrentCount));
            before += pooled.Reference[at] + pooled.Current[at];
            (firstBefore, secondBefore) = (firstBefore + pooled.Reference[at], secondBefore + pooled.Current[at]);
        }

        return ((reference / pooled.ReferenceCount) + (current / pooled.CurrentCount)) * (all - 1) / all;
    }

    private static double Variance(PooledSamples pooled)
    {
        double all = pooled.Count;
        double reciprocals = (1.0 / pooled.ReferenceCount) + (1.0 / pooled.CurrentCount);
        (double h, double g) = HarmonicSums(pooled.Count);
        double a = (4 * g) - 6 + ((10 - (6 * g)) * reciprocals);
        double b = (((2 * g) - 4) * 4) + (16 * h) + (((2 * g) - (14 * h) - 4) * reciprocals) - (8 * h) + (4 * g) - 6;
        double c = (((6 * h) + (2 * g) - 2) * 4) + (((4 * h) - (4 * g) + 6) * 2) + (((2 * h) - 6) * reciprocals) + (4 * h);
        double d = (((2 * h) + 6) * 4) - (8 * h);
        return ((a * all * all * all) + (b * all * all) + (c * all) + d) / ((all - 1) * (all - 2) * (all - 3));
    }

    // h = Σ 1/i for i below N, and g = Σ Σ 1/((N − i)·j) for i < j.
    private static (double H, double G) HarmonicSums(long count)
    {
        (double sum, double g) = (0, 0);
        for (long i = count - 1; i > 1; i--)
        {
            sum += 1.0 / i;
            g += sum / (count - i + 1);
        }

        return (sum + 1, g);
    }

    private static (double P, string? Note) PValue(double statistic)
    {
        if (statistic < Critical[0])
        {
            return (Levels[0], "The p-value is at least 0.25; the table ends there.");
        }

        return statistic > Critical[^1]
            ? (Levels[^1], "The p-value is at most 0.001; the table ends there.")
            : (Math.Exp(LogLevels[0] + (LogLevels[1] * statistic) + (LogLevels[2] * statistic * statistic)), null);
    }

    private static double Square(double value) => value * value;
}
