namespace DataIngestion.Profiles;

/// <summary>Ascending distinct values with the number of values that each stands for.</summary>
internal sealed record WeightedKnots(double[] Values, long[] Weights, long RankError)
{
    /// <summary>Run-length codes sorted values.</summary>
    public static WeightedKnots OfSorted(ReadOnlySpan<double> sorted)
    {
        List<double> values = [];
        List<long> weights = [];
        foreach (double value in sorted)
        {
            Append(values, weights, value, 1);
        }

        return new([.. values], [.. weights], 0);
    }

    /// <summary>The sum of two exact distributions.</summary>
    public static WeightedKnots Merge(WeightedKnots a, WeightedKnots b)
    {
        List<double> values = new(a.Values.Length + b.Values.Length);
        List<long> weights = new(a.Values.Length + b.Values.Length);
        int i = 0;
        int j = 0;
        while (i < a.Values.Length || j < b.Values.Length)
        {
            bool first = j == b.Values.Length || (i < a.Values.Length && a.Values[i] <= b.Values[j]);
            (double value, long weight) = first ? (a.Values[i], a.Weights[i]) : (b.Values[j], b.Weights[j]);
            Append(values, weights, value, weight);
            i += first ? 1 : 0;
            j += first ? 0 : 1;
        }

        return new([.. values], [.. weights], a.RankError + b.RankError);
    }

    private static void Append(List<double> values, List<long> weights, double value, long weight)
    {
        if (values.Count > 0 && values[^1].Equals(value))
        {
            weights[^1] += weight;
            return;
        }

        values.Add(value);
        weights.Add(weight);
    }
}
