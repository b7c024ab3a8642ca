namespace DataIngestion.Drift;

/// <summary>Between which values the index of the rows is when only profiles with a rank error are known.</summary>
/// <param name="Index">The bounds.</param>
/// <param name="LeastReference">The fewest values of the reference in each bin.</param>
/// <param name="LeastCurrent">The fewest values of the delivery in each bin.</param>
internal sealed record StabilityIndexBounds(Interval Index, double[] LeastReference, double[] LeastCurrent)
{
    // For the rounding of a sum of a thousand terms.
    private const double Slack = 1e-11;

    /// <summary>Returns <see langword="null"/> when not even the number of bins is certain.</summary>
    public static StabilityIndexBounds? Of(NumericProfile reference, NumericProfile current, PopulationStabilityIndexOptions options)
    {
        RankBounds first = new(reference);
        if (InteriorEdges(reference, first, options.Bins) is not { } edges)
        {
            return null;
        }

        Interval[] p = Bins(first, edges, reference.Count, options.Edge);
        Interval[] q = Bins(new RankBounds(current), edges, current.Count, options.Edge);
        double low = 0;
        double high = 0;
        for (int bin = 0; bin < p.Length; bin++)
        {
            (Interval x, Interval y) = (Proportion(p[bin], reference.Count, options.Floor), Proportion(q[bin], current.Count, options.Floor));
            low += Least(x, y);
            high += Greatest(x, y);
        }

        return new(new(Math.Max(0, low - Slack), high + Slack), [.. p.Select(count => count.Low)], [.. q.Select(count => count.Low)]);
    }

    // Each edge lies between two neighbouring values of the reference; equal edges are one, and so are they here if they are so for certain.
    private static List<Interval>? InteriorEdges(NumericProfile reference, RankBounds ranks, int bins)
    {
        List<Interval> edges = [];
        double step = 1.0 / bins;
        for (int i = 0; i <= bins; i++)
        {
            double rank = i == bins ? reference.Count - 1 : (reference.Count - 1) * (i * step);
            long lower = (long)rank;
            Interval low = ranks.Value(lower);
            Interval edge = rank > lower ? new(low.Low, ranks.Value(Math.Min(lower + 1, reference.Count - 1)).High) : low;
            if (edges.Count == 0 || edges[^1].High < edge.Low)
            {
                edges.Add(edge);
            }
            else if (!edge.IsPoint || edge != edges[^1])
            {
                return null;
            }
        }

        return edges.Count <= 2 ? [] : edges[1..^1];
    }

    private static Interval[] Bins(RankBounds ranks, List<Interval> edges, long total, BinEdge edge)
    {
        Interval[] bins = new Interval[edges.Count + 1];
        Interval below = new(0, 0);
        for (int bin = 0; bin < bins.Length; bin++)
        {
            Interval through = bin == edges.Count ? new(total, total) : Below(ranks, edges[bin], edge);
            bins[bin] = new(Math.Max(0, through.Low - below.High), through.High - below.Low);
            below = through;
        }

        return bins;
    }

    private static Interval Below(RankBounds ranks, Interval edge, BinEdge side)
    {
        bool orEqual = side == BinEdge.RightClosed;
        return new(ranks.Count(edge.Low, orEqual).Low, ranks.Count(edge.High, orEqual).High);
    }

    private static Interval Proportion(Interval count, long total, double floor) => new(Math.Max(count.Low / total, floor), Math.Max(count.High / total, floor));

    private static double Term(double p, double q) => (q - p) * Math.Log(q / p);

    // The term is zero for equal proportions and grows with their distance.
    private static double Least(Interval p, Interval q)
    {
        if (p.High < q.Low)
        {
            return Term(p.High, q.Low);
        }

        return q.High < p.Low ? Term(p.Low, q.High) : 0;
    }

    private static double Greatest(Interval p, Interval q) => Math.Max(Term(p.Low, q.High), Term(p.High, q.Low));
}
