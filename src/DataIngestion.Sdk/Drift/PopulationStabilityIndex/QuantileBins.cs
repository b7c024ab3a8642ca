using System.Globalization;

namespace DataIngestion.Drift;

/// <summary>Bins a numeric column at quantiles of the reference.</summary>
internal static class QuantileBins
{
    /// <summary>The quantiles of the reference, each once, without the outermost two.</summary>
    public static double[] InteriorEdges(NumericProfile reference, int bins)
    {
        double step = 1.0 / bins;
        List<double> edges = [];
        foreach (double edge in Quantiles(reference, [.. Enumerable.Range(0, bins).Select(i => i * step), 1]))
        {
            if (edges.Count == 0 || edge > edges[^1])
            {
                edges.Add(edge);
            }
        }

        return edges.Count <= 2 ? [] : [.. edges[1..^1]];
    }

    /// <summary>Quantiles, linearly interpolated (Hyndman and Fan's type 7, as <c>numpy.quantile</c>), of a profile that has a value.</summary>
    public static double[] Quantiles(NumericProfile profile, ReadOnlySpan<double> ascendingShares)
    {
        ReadOnlySpan<double> knots = KnotSpans.Of(profile.Knots);
        ReadOnlySpan<long> weights = KnotSpans.Of(profile.Weights);
        double[] quantiles = new double[ascendingShares.Length];
        int knot = 0;
        long before = 0;
        for (int i = 0; i < quantiles.Length; i++)
        {
            double rank = (profile.Count - 1) * ascendingShares[i];
            while (before + weights[knot] <= (long)rank)
            {
                before += weights[knot++];
            }

            double low = knots[knot];
            double high = before + weights[knot] <= (long)rank + 1 && knot + 1 < knots.Length ? knots[knot + 1] : low;
            quantiles[i] = Interpolate(low, high, rank - Math.Floor(rank));
        }

        return quantiles;
    }

    public static IReadOnlyList<DriftBin> Count(NumericProfile reference, NumericProfile current, double[] edges, BinEdge edge)
    {
        long[] first = Count(reference, edges, edge);
        long[] second = Count(current, edges, edge);
        return [.. first.Select((count, bin) => new DriftBin(Label(edges, bin, edge), count, second[bin]))];
    }

    /// <summary>How many values lie between edges, and beyond the first and the last.</summary>
    public static long[] Count(NumericProfile profile, double[] edges, BinEdge edge)
    {
        ReadOnlySpan<double> knots = KnotSpans.Of(profile.Knots);
        ReadOnlySpan<long> weights = KnotSpans.Of(profile.Weights);
        long[] counts = new long[edges.Length + 1];
        int knot = 0;
        for (int bin = 0; bin < edges.Length; bin++)
        {
            double bound = edges[bin];
            long count = 0;
            while (knot < knots.Length && (edge == BinEdge.LeftClosed ? knots[knot] < bound : knots[knot] <= bound))
            {
                count += weights[knot++];
            }

            counts[bin] = count;
        }

        while (knot < knots.Length)
        {
            counts[edges.Length] += weights[knot++];
        }

        return counts;
    }

    // From the nearer end, as numpy rounds; values far apart would overflow their difference.
    private static double Interpolate(double low, double high, double share)
    {
        double width = high - low;
        if (double.IsInfinity(width))
        {
            return (low * (1 - share)) + (high * share);
        }

        return share >= 0.5 ? high - (width * (1 - share)) : low + (width * share);
    }

    public static string Label(double[] edges, int bin, BinEdge edge)
    {
        (char open, char close) = edge == BinEdge.LeftClosed ? ('[', ')') : ('(', ']');
        string low = bin == 0 ? "(-∞" : open + edges[bin - 1].ToString("R", CultureInfo.InvariantCulture);
        string high = bin == edges.Length ? "∞)" : edges[bin].ToString("R", CultureInfo.InvariantCulture) + close;
        return low + ", " + high;
    }
}
