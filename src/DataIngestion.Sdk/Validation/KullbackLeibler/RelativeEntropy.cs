using System.Text.Json;

namespace DataIngestion.Validation;

/// <summary>Σ p·ln(p/q) of observed and expected weights, each scaled to sum to 1.</summary>
internal sealed class RelativeEntropy(IReadOnlyList<double> observed, IReadOnlyList<double> expected, Func<IReadOnlyList<double>, object> shape)
{
    public double Value
    {
        get
        {
            double observedSum = observed.Sum();
            double expectedSum = expected.Sum();
            double sum = 0;
            for (int at = 0; at < observed.Count; at++)
            {
                (double p, double q) = (observed[at] / observedSum, expected[at] / expectedSum);
                sum += p == 0 ? 0 : p * Math.Log(p / q);
            }

            return sum;
        }
    }

    /// <summary>Divergence (null when infinite) and both distributions.</summary>
    public JsonElement Json => JsonSerializer.SerializeToElement(new
    {
        divergence = double.IsFinite(Value) ? Value : (double?)null,
        observed = shape(observed),
        expected = shape(expected),
    });

    public static RelativeEntropy? OfValues(Dictionary<string, double> counts, IReadOnlyList<string> values, IReadOnlyList<double> weights, double holdout)
    {
        string[] others = [.. counts.Keys.Except(values).Order(StringComparer.Ordinal)];
        string[] all = [.. values, .. others];
        double scale = others.Length > 0 ? 1 - holdout : 1;
        double total = counts.Values.Sum();
        return counts.Count == 0
            ? null
            : new(
                [.. all.Select(value => counts.GetValueOrDefault(value) / total)],
                [.. weights.Select(weight => weight * scale), .. others.Select(_ => holdout / others.Length)],
                list => new { values = all, weights = list });
    }

    public static RelativeEntropy? OfNumbers(long[] counts, Partition partition, double internalHoldout, double tailHoldout)
    {
        double total = counts.Sum();
        if (total == 0)
        {
            return null;
        }

        double[] expected = [.. partition.Weights.Select(weight => weight * (1 - internalHoldout - tailHoldout))];
        int empty = expected.Count(weight => weight == 0);
        if (internalHoldout > 0 && empty > 0)
        {
            expected = [.. expected.Select(weight => weight == 0 ? internalHoldout / empty : weight)];
        }

        bool below = double.IsFinite(partition.Edges![0]);
        bool above = double.IsFinite(partition.Edges[^1]);
        double half = below && above ? tailHoldout / 2 : tailHoldout;
        double[] before = below ? [partition.TailWeights?.Below ?? half] : [];
        double[] after = above ? [partition.TailWeights?.Above ?? half] : [];
        IEnumerable<double> observed = counts.Select(count => count / total);
        double[] edges = [.. partition.Edges.Where(double.IsFinite)];
        return new(
            [.. observed.Skip(below ? 0 : 1).SkipLast(above ? 0 : 1)],
            [.. before, .. expected, .. after],
            list => new { bins = edges, weights = list.Skip(1).SkipLast(1), tail_weights = new[] { list[0], list[^1] } });
    }
}
