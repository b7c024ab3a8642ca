using MathNet.Numerics.Distributions;

namespace DataIngestion.Drift;

/// <summary>
/// How often ∫ |F − G|^power dx of two samples of one distribution is as large as observed. Small samples: the labels are permuted. Large ones: the scaled
/// difference of two empirical distribution functions is a Brownian bridge in the pooled distribution (Donsker), which is drawn. Seeded, so that the same
/// samples give the same answer.
/// </summary>
internal static class DistanceNullLaw
{
    private const int Simulations = 1_999;
    private const int LargestPermuted = 500;
    private const int Cells = 200;
    private const int FewestExceeding = 10;
    private const int Seed = 19_520_613;

    public static double PValue(PooledSamples pooled, int power, double observed)
    {
        if (observed == 0 || pooled.Values.Length < 2)
        {
            return 1;
        }

        double[] simulated = pooled.Count <= LargestPermuted ? Permuted(pooled, power) : Drawn(pooled, power);
        int exceeding = simulated.Count(value => value >= observed * (1 - 1e-12));
        double share = (exceeding + 1.0) / (Simulations + 1);
        return exceeding >= FewestExceeding ? share : Math.Min(share, Tail(simulated, observed));
    }

    // Far out there are no simulations; a gamma law with their mean and variance goes on, so that a correction for many columns has something to correct.
    private static double Tail(double[] simulated, double observed)
    {
        // In units of the largest, so that squares of huge distances stay numbers.
        double unit = simulated.Max();
        double mean = simulated.Average(value => value / unit);
        double variance = simulated.Average(value => ((value / unit) - mean) * ((value / unit) - mean));
        return variance > 0 ? Math.Max(double.Epsilon, 1 - Gamma.CDF(mean * mean / variance, mean / variance, observed / unit)) : 1;
    }

    private static double[] Permuted(PooledSamples pooled, int power)
    {
        int[] labels = [.. pooled.Values.SelectMany((_, at) => Enumerable.Repeat(at, (int)(pooled.Reference[at] + pooled.Current[at])))];
        double[] results = new double[Simulations];
        long[] counts = new long[pooled.Values.Length];
        Random random = new(Seed);
        for (int run = 0; run < Simulations; run++)
        {
            Array.Clear(counts);
            for (int at = 0; at < pooled.ReferenceCount; at++)
            {
                int other = random.Next(at, labels.Length);
                (labels[at], labels[other]) = (labels[other], labels[at]);
                counts[labels[at]]++;
            }

            results[run] = Integral(pooled, counts, power);
        }

        return results;
    }

    private static double Integral(PooledSamples pooled, long[] reference, int power)
    {
        double sum = 0;
        (long first, long all) = (0, 0);
        for (int at = 0; at + 1 < reference.Length; at++)
        {
            first += reference[at];
            all += pooled.Reference[at] + pooled.Current[at];
            double distance = Math.Abs(((double)first / pooled.ReferenceCount) - ((double)(all - first) / pooled.CurrentCount));
            sum += (power == 1 ? distance : distance * distance) * pooled.Gap(at);
        }

        return sum;
    }

    private static double[] Drawn(PooledSamples pooled, int power)
    {
        (double[] places, double[] lengths) = Cut(pooled);
        double scale = (1.0 / pooled.ReferenceCount) + (1.0 / pooled.CurrentCount);
        double[] results = new double[Simulations];
        double[] walk = new double[places.Length];
        Random random = new(Seed);
        for (int run = 0; run < Simulations; run++)
        {
            double end = Walk(random, places, walk);
            double sum = 0;
            for (int cell = 0; cell < places.Length; cell++)
            {
                double bridge = Math.Abs(walk[cell] - (places[cell] * end));
                sum += (power == 1 ? bridge : bridge * bridge) * lengths[cell];
            }

            results[run] = sum * (power == 1 ? Math.Sqrt(scale) : scale);
        }

        return results;
    }

    private static double Walk(Random random, double[] places, double[] walk)
    {
        (double before, double at) = (0, 0);
        for (int cell = 0; cell < places.Length; cell++)
        {
            at += Normal.Sample(random, 0, Math.Sqrt(places[cell] - before));
            (before, walk[cell]) = (places[cell], at);
        }

        return at + Normal.Sample(random, 0, Math.Sqrt(1 - before));
    }

    // Cells of the pooled distribution, equal in the logit so that long tails have cells of their own; a cell's place is the mean over its length.
    private static (double[] Places, double[] Lengths) Cut(PooledSamples pooled)
    {
        double[] places = new double[Cells];
        double[] lengths = new double[Cells];
        double widest = Math.Log(pooled.Count - 1.0);
        long below = 0;
        for (int at = 0; at + 1 < pooled.Values.Length; at++)
        {
            below += pooled.Reference[at] + pooled.Current[at];
            double place = (double)below / pooled.Count;
            double length = pooled.Gap(at);
            int cell = Math.Clamp((int)((Math.Log(place / (1 - place)) + widest) / (2 * widest) * Cells), 0, Cells - 1);
            places[cell] += place * length;
            lengths[cell] += length;
        }

        int[] used = [.. Enumerable.Range(0, Cells).Where(cell => lengths[cell] > 0)];
        return ([.. used.Select(cell => Math.Min(places[cell] / lengths[cell], 1))], [.. used.Select(cell => lengths[cell])]);
    }
}
