using System.Globalization;

namespace DataIngestion.Drift;

/// <summary>Bins a numeric column at quantiles of the reference.</summary>
internal static class QuantileBins
{
    /// <summary>The linearly interpolated quantiles (Hyndman and Fan's type 7, as <c>numpy.quantile</c>), each once, without the outermost two.</summary>
    public static double[] InteriorEdges(NumericProfile reference, int bins)
    {
        ReadOnlySpan<double> knots = KnotSpans.Of(reference.Knots);
        ReadOnlySpan<long> weights = KnotSpans.Of(reference.Weights);
        List<double> edges = [];
        double step = 1.0 / bins;
        int knot = 0;
        long before = 0;
        for (int i = 0; i <= bins; i++)
        {
            double rank = i == bins ? reference.Count - 1 : (reference.Count - 1) * (i * step);
            while (before + weights[knot] <= (long)rank)
            {
                before += reference.Weights[knot++];
            }

            double low = knots[knot];
            double high = before + weights[knot] <= (long)rank + 1 && knot + 1 < knots.Length ? knots[knot + 1] : low;
            double edge = Interpolate(low, high, rank - Math.Floor(rank));
            if (edges.Count == 0 || edge > edges[^1])
            {
                edges.Add(edge);
            }
        }

        return edges.Count <= 2 ? [] : [.. edges[1..^1]];
    }

    public static IReadOnlyList<DriftBin> Count(NumericProfile reference, NumericProfile current, double[] edges, BinEdge edge)
    {
        long[] first = Count(reference, edges, edge);
        long[] second = Count(current, edges, edge);
        return [.. first.Select((count, bin) => new DriftBin(Label(edges, bin, edge), count, second[bin]))];
    }

    private static long[] Count(NumericProfile profile, double[] edges, BinEdge edge)
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
