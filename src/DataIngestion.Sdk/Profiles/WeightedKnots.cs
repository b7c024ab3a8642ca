namespace DataIngestion.Profiles;

/// <summary>Ascending distinct <see cref="OrderedKey"/>s with the number of values that each stands for.</summary>
internal sealed record WeightedKnots(long[] Keys, long[] Weights, long RankError)
{
    public static WeightedKnots None { get; } = new([], [], 0);

    public int Count => Keys.Length;

    /// <summary>Run-length codes sorted keys, or returns <see langword="null"/> when more than <paramref name="capacity"/> are distinct.</summary>
    public static WeightedKnots? OfSorted(ReadOnlySpan<long> sorted, int capacity)
    {
        int distinct = sorted.IsEmpty ? 0 : 1;
        for (int i = 1; i < sorted.Length && distinct <= capacity; i++)
        {
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        return distinct > capacity ? null : OfSortedDistinct(sorted, distinct);
    }

    /// <summary>The sum of two distributions.</summary>
    public static WeightedKnots Merge(WeightedKnots a, WeightedKnots b)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return a.Count == 0 ? b : a;
        }

        long[] keys = new long[a.Count + b.Count];
        long[] weights = new long[keys.Length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < a.Count && j < b.Count)
        {
            long x = a.Keys[i];
            long y = b.Keys[j];
            int fromFirst = Choice.Number(x <= y);
            int fromSecond = Choice.Number(y <= x);
            keys[count] = Choice.Of(fromFirst, x, y);
            weights[count++] = (a.Weights[i] & -(long)fromFirst) + (b.Weights[j] & -(long)fromSecond);
            i += fromFirst;
            j += fromSecond;
        }

        count = Append(a, i, keys, weights, count);
        count = Append(b, j, keys, weights, count);
        return new(keys.AsSpan(0, count).ToArray(), weights.AsSpan(0, count).ToArray(), a.RankError + b.RankError);
    }

    private static WeightedKnots OfSortedDistinct(ReadOnlySpan<long> sorted, int distinct)
    {
        long[] keys = new long[distinct];
        long[] weights = new long[distinct];
        int knot = -1;
        int start = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
            {
                if (knot >= 0)
                {
                    weights[knot] = i - start;
                }

                keys[++knot] = sorted[i];
                start = i;
            }
        }

        if (knot >= 0)
        {
            weights[knot] = sorted.Length - start;
        }

        return new(keys, weights, 0);
    }

    private static int Append(WeightedKnots rest, int from, long[] keys, long[] weights, int count)
    {
        int length = rest.Count - from;
        Array.Copy(rest.Keys, from, keys, count, length);
        Array.Copy(rest.Weights, from, weights, count, length);
        return count + length;
    }
}
