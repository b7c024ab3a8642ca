namespace DataIngestion.Drift;

/// <summary>The area under the ROC curve and its variance (DeLong, DeLong and Clarke-Pearson 1988), by mid-ranks (Sun and Xu 2014).</summary>
internal sealed record RankArea(double Area, double Variance)
{
    public static RankArea Of(double[] negatives, double[] positives)
    {
        double[] pooled = MidRanks([.. negatives, .. positives]);
        double[] own = MidRanks(negatives);
        double[] other = MidRanks(positives);
        double[] below = [.. Enumerable.Range(0, positives.Length).Select(i => (pooled[negatives.Length + i] - other[i]) / negatives.Length)];
        double[] above = [.. Enumerable.Range(0, negatives.Length).Select(i => 1 - ((pooled[i] - own[i]) / positives.Length))];
        return new(below.Average(), (Variance2(below) / positives.Length) + (Variance2(above) / negatives.Length));
    }

    private static double Variance2(double[] values)
    {
        double mean = values.Average();
        return values.Length < 2 ? 0 : values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }

    private static double[] MidRanks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        double[] sorted = [.. values];
        System.Array.Sort(sorted, order);
        double[] ranks = new double[values.Length];
        int from = 0;
        while (from < order.Length)
        {
            int to = from;
            while (to + 1 < order.Length && sorted[to + 1].Equals(sorted[from]))
            {
                to++;
            }

            for (int i = from; i <= to; i++)
            {
                ranks[order[i]] = ((from + to) / 2.0) + 1;
            }

            from = to + 1;
        }

        return ranks;
    }
}
