namespace DataIngestion.Drift;

/// <summary>The change of the mutual information of target and feature, and how often sides that are permuted within each bin change as much.</summary>
internal static class MutualInformation
{
    public static InformationChange Change(IReadOnlyList<Stratum> strata, int permutations, int seed)
    {
        long[][] current = [.. strata.Select(stratum => stratum.Current.Groups)];
        long[][] both = [.. strata.Select(stratum => stratum.Current.Plus(stratum.Reference).Groups)];
        double[] counts = [.. strata.Select(stratum => (double)stratum.Current.Count)];
        double[] others = [.. strata.Select(stratum => (double)stratum.Reference.Count)];
        long[][] drawn = [.. current.Select(row => (long[])row.Clone())];
        double observed = Math.Abs(Difference(drawn));
        Random random = new(seed);
        Hypergeometric?[] first = new Hypergeometric?[strata.Count];
        int exceeding = 0;
        for (int run = 0; run < permutations; run++)
        {
            for (int k = 0; k < strata.Count; k++)
            {
                Permute(both[k], strata[k].Current.Count, drawn[k], ref first[k], random);
            }

            exceeding += Math.Abs(Difference(drawn)) >= observed - 1e-12 ? 1 : 0;
        }

        long[][] reference = [.. strata.Select(stratum => stratum.Reference.Groups)];
        return new(Of(reference, null, others), Of(current, null, counts), (exceeding + 1.0) / (permutations + 1), permutations);

        double Difference(long[][] ours) => Of(ours, null, counts) - Of(both, ours, others);
    }

    // Of counts, or of counts less others, so that the other side needs no array of its own.
    private static double Of(long[][] counts, long[][]? less, double[] rows)
    {
        double all = rows.Sum();
        double[] groups = new double[counts[0].Length];
        for (int k = 0; k < counts.Length; k++)
        {
            for (int j = 0; j < groups.Length; j++)
            {
                groups[j] += counts[k][j] - (less is null ? 0 : less[k][j]);
            }
        }

        double sum = 0;
        for (int k = 0; k < counts.Length; k++)
        {
            for (int j = 0; j < groups.Length; j++)
            {
                double count = counts[k][j] - (less is null ? 0 : less[k][j]);
                sum += count > 0 ? count * Math.Log(count * all / (rows[k] * groups[j])) : 0;
            }
        }

        return Math.Max(0, sum / all);
    }

    private static void Permute(long[] both, long rows, long[] drawn, ref Hypergeometric? first, Random random)
    {
        long all = both.Sum();
        for (int j = 0; j < both.Length; j++)
        {
            Hypergeometric law = j > 0 ? new(all, both[j], rows) : first ??= new(all, both[j], rows);
            drawn[j] = law.Draw(random);
            all -= both[j];
            rows -= drawn[j];
        }
    }
}
