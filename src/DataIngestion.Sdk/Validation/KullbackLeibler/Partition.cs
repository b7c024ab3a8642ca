namespace DataIngestion;

/// <summary>An expected distribution: the weights of values, or of the intervals between edges of numbers. Immutable.</summary>
public sealed record Partition
{
    private Partition()
    {
    }

    /// <summary>The values, or <see langword="null"/> for a partition of numbers.</summary>
    public IReadOnlyList<string>? Values { get; private init; }

    /// <summary>The edges in ascending order, one more than weights, the first and last perhaps infinite; or <see langword="null"/> for a partition of values. Intervals are closed on the left, the last on both sides.</summary>
    public IReadOnlyList<double>? Edges { get; private init; }

    /// <summary>The weight of each value or interval; with <see cref="TailWeights"/> they sum to 1.</summary>
    public IReadOnlyList<double> Weights { get; private init; } = [];

    /// <summary>The weights below the first and above the last edge, or <see langword="null"/> for none.</summary>
    public (double Below, double Above)? TailWeights { get; private init; }

    /// <summary>A partition of values.</summary>
    /// <param name="values">The values, each once.</param>
    /// <param name="weights">Their weights, 0 or more, which sum to 1.</param>
    /// <returns>The partition.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, or the weights do not sum to 1.</exception>
    public static Partition OfValues(IReadOnlyList<string> values, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        Require(values.Count == weights.Count && values.Count > 0, "There are not as many weights as values.");
        Require(values.Distinct(StringComparer.Ordinal).Count() == values.Count, "A value is given twice.");
        RequireSum(weights, 0);
        return new Partition { Values = [.. values], Weights = [.. weights] };
    }

    /// <summary>A partition of numbers.</summary>
    /// <param name="edges">The edges, ascending, one more than weights.</param>
    /// <param name="weights">The weights of the intervals, 0 or more.</param>
    /// <param name="tailWeights">The weights outside, or <see langword="null"/> for none; only where the edges are finite.</param>
    /// <returns>The partition.</returns>
    /// <exception cref="ArgumentException">The lists do not fit, the edges do not ascend, or the weights do not sum to 1.</exception>
    public static Partition OfNumbers(IReadOnlyList<double> edges, IReadOnlyList<double> weights, (double Below, double Above)? tailWeights = null)
    {
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentNullException.ThrowIfNull(weights);
        Require(edges.Count == weights.Count + 1 && weights.Count > 0, "There is not one edge more than weights.");
        Require(Enumerable.Range(1, weights.Count).All(at => edges[at] > edges[at - 1]), "The edges do not ascend.");
        Require(tailWeights is null || (double.IsFinite(edges[0]) && double.IsFinite(edges[^1])), "Weights of tails and infinite edges exclude each other.");
        RequireSum(weights, (tailWeights?.Below ?? 0) + (tailWeights?.Above ?? 0));
        return new Partition { Edges = [.. edges], Weights = [.. weights], TailWeights = tailWeights };
    }

    private static void RequireSum(IReadOnlyList<double> weights, double tails)
    {
        Require(weights.All(weight => weight >= 0 && double.IsFinite(weight)), "A weight is negative or no number.");
        Require(Math.Abs(weights.Sum() + tails - 1) <= 1e-6, "The weights do not sum to 1.");
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new ArgumentException($"The partition cannot be used: {fault}");
        }
    }
}
