namespace DataIngestion.Drift;

/// <summary>Histogram and quantiles of a number on both sides.</summary>
internal static class NumericShapes
{
    private const int Bins = 20;

    // A range that is so much wider than that of 98 % of the values would leave nearly all of them in one bin.
    private const double WidestTails = 2;

    // From there on a double cannot tell neighbours apart.
    private const double LargestWhole = 1L << 52;

    private static readonly double[] Shares = [0.01, .. Enumerable.Range(1, 19).Select(twentieth => twentieth / 20.0), 0.99];

    public static NumericShape? Of(NumericProfile reference, NumericProfile current, bool whole)
    {
        if (reference.Count == 0 || current.Count == 0)
        {
            return null;
        }

        double[] first = QuantileBins.Quantiles(reference, Shares);
        double[] second = QuantileBins.Quantiles(current, Shares);
        QuantilePair[] quantiles = [.. Shares.Select((share, at) => new QuantilePair(share, first[at], second[at]))];
        double[] edges = CategoricalShapes.HasFewValues(reference, current) ? [] : Edges(reference, current, quantiles, whole);
        return edges.Length < 2 ? new([], [], [], quantiles) : new(edges, Counted(reference, edges), Counted(current, edges), quantiles);
    }

    private static double[] Edges(NumericProfile reference, NumericProfile current, QuantilePair[] quantiles, bool whole)
    {
        (double lowest, double highest) = (Math.Min(reference.Minimum, current.Minimum), Math.Max(reference.Maximum, current.Maximum));
        double low = Math.Min(quantiles[0].Reference, quantiles[0].Current);
        double high = Math.Max(quantiles[^1].Reference, quantiles[^1].Current);
        if (low == high || (highest / 2) - (lowest / 2) <= WidestTails * ((high / 2) - (low / 2)))
        {
            (low, high) = (lowest, highest);
        }

        return whole && Math.Max(-low, high) <= LargestWhole ? WholeEdges(low, high) : EvenEdges(low, high);
    }

    // Bins that hold different numbers of whole numbers would look like peaks.
    private static double[] WholeEdges(double low, double high)
    {
        (low, high) = (Math.Floor(low), Math.Floor(high) + 1);
        double width = Math.Ceiling((high - low) / Bins);
        return [.. Enumerable.Range(0, (int)Math.Ceiling((high - low) / width) + 1).Select(bin => low + (bin * width))];
    }

    private static double[] EvenEdges(double low, double high) =>
    [
        .. Enumerable.Range(0, Bins + 1).Select(bin => bin == Bins ? high : (low * (1 - (bin / (double)Bins))) + (high * (bin / (double)Bins))).Distinct(),
    ];

    private static double[] Counted(NumericProfile profile, double[] edges) =>
        [.. QuantileBins.Count(profile, edges[1..^1], BinEdge.LeftClosed).Select(count => (double)count / profile.Count)];
}
