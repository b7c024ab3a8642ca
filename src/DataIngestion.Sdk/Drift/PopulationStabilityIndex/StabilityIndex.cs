namespace DataIngestion.Drift;

/// <summary>The index over counts, and what it comes to when both samples are from one distribution.</summary>
internal static class StabilityIndex
{
    private const long SmallestAsymptoticSample = 1_000;
    private const int Simulations = 1_000;
    private const int LargestDrawnSample = 5_000;
    private const int Seed = 20_180_611;

    public static double Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> current, double floor)
    {
        double referenceTotal = Sum(reference);
        double currentTotal = Sum(current);
        double index = 0;
        for (int bin = 0; bin < reference.Length; bin++)
        {
            double p = Math.Max(reference[bin] / referenceTotal, floor);
            double q = Math.Max(current[bin] / currentTotal, floor);
            index += (q - p) * Math.Log(q / p);
        }

        return index;
    }

    /// <summary>The bound that the index passes with the probability of the significance: (1/n + 1/m) χ², simulated where a sample is too small or too thinly spread for that.</summary>
    public static double NullQuantile(double[] reference, double[] current, PopulationStabilityIndexOptions options) =>
        AsymptoticQuantile(reference, current, Sum(reference), Sum(current), options) ?? Simulate(reference, current, options);

    /// <summary>The bound where it needs no simulation. It does not depend on the counts then; more of them in a bin never lead to a simulation.</summary>
    public static double? AsymptoticQuantile(double[] reference, double[] current, double n, double m, PopulationStabilityIndexOptions options)
    {
        if (reference.Length < 2)
        {
            return 0;
        }

        double asymptotic = ((1 / n) + (1 / m)) * ChiSquareDistribution.UpperQuantile(options.Significance, reference.Length - 1);
        // Far below the threshold the quantile decides nothing, however rough it is.
        bool irrelevant = 2 * asymptotic < options.Threshold;
        return irrelevant || (Math.Min(n, m) >= SmallestAsymptoticSample && !IsSparse(reference, current, n, m)) ? asymptotic : null;
    }

    // Cochran's rule: with expected counts below five in more than a fifth of the bins the chi-square law does not hold.
    private static bool IsSparse(double[] reference, double[] current, double n, double m)
    {
        double smaller = Math.Min(n, m) / (n + m);
        int thin = 0;
        for (int bin = 0; bin < reference.Length; bin++)
        {
            thin += (reference[bin] + current[bin]) * smaller < 5 ? 1 : 0;
        }

        return thin * 5 > reference.Length;
    }

    // Both samples from the pooled proportions; the seed is fixed so that the same profiles give the same bound.
    private static double Simulate(double[] reference, double[] current, PopulationStabilityIndexOptions options)
    {
        double[] cumulated = new double[reference.Length];
        double sum = 0;
        for (int bin = 0; bin < cumulated.Length; bin++)
        {
            cumulated[bin] = sum += reference[bin] + current[bin];
        }

        Random random = new(Seed);
        double[] first = new double[cumulated.Length];
        double[] second = new double[cumulated.Length];
        double[] indices = new double[Simulations];
        for (int run = 0; run < Simulations; run++)
        {
            Draw(random, cumulated, Sum(reference), first);
            Draw(random, cumulated, Sum(current), second);
            indices[run] = Of(first, second, options.Floor);
        }

        Array.Sort(indices);
        return indices[Math.Min(Simulations - 1, (int)Math.Ceiling((1 - options.Significance) * Simulations))];
    }

    // A sample much larger than the other adds next to nothing to the index, so it is drawn smaller.
    private static void Draw(Random random, double[] cumulated, double size, double[] counts)
    {
        Array.Clear(counts);
        int draws = (int)Math.Min(size, LargestDrawnSample);
        for (int i = 0; i < draws; i++)
        {
            int at = Array.BinarySearch(cumulated, random.NextDouble() * cumulated[^1]);
            counts[at >= 0 ? Math.Min(at + 1, counts.Length - 1) : ~at]++;
        }
    }

    private static double Sum(ReadOnlySpan<double> counts)
    {
        double sum = 0;
        foreach (double count in counts)
        {
            sum += count;
        }

        return sum;
    }
}
