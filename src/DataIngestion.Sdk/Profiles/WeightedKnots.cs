using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Profiles;

/// <summary>Ascending distinct <see cref="OrderedKey"/>s with the number of values that each stands for.</summary>
internal sealed record WeightedKnots(long[] Keys, long[] Weights, long RankError)
{
    public static WeightedKnots None { get; } = new([], [], 0);

    public int Count => Keys.Length;

    /// <summary>Run-length codes sorted keys, or returns <see langword="null"/> when more than <paramref name="capacity"/> are distinct.</summary>
    public static WeightedKnots? OfSorted(ReadOnlySpan<long> sorted, int capacity)
    {
        int distinct = Distinct(sorted, capacity);
        if (distinct > capacity)
        {
            return null;
        }

        long[] keys = new long[distinct];
        long[] weights = new long[distinct];
        Code(sorted, keys, weights);
        return new(keys, weights, 0);
    }

    /// <summary>All values of sorted keys with their weights. Of a long column these are large, so the keys are not kept beside them.</summary>
    public static (double[] Values, long[] Weights) ValuesOfSorted(ReadOnlySpan<long> sorted)
    {
        double[] values = GC.AllocateUninitializedArray<double>(Distinct(sorted, int.MaxValue));
        long[] weights = GC.AllocateUninitializedArray<long>(values.Length);
        Span<long> keys = MemoryMarshal.Cast<double, long>(values.AsSpan());
        Code(sorted, keys, weights);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = OrderedKey.Value(keys[i]);
        }

        return (values, weights);
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

    // More than the capacity means that there may be still more.
    [MethodImpl(Kernel.AtOnce)]
    private static int Distinct(ReadOnlySpan<long> sorted, int capacity)
    {
        int distinct = sorted.IsEmpty ? 0 : 1;
        for (int i = 1; i < sorted.Length && distinct <= capacity; i++)
        {
            distinct += Choice.Number(sorted[i] != sorted[i - 1]);
        }

        return distinct;
    }

    [MethodImpl(Kernel.AtOnce)]
    private static void Code(ReadOnlySpan<long> sorted, Span<long> keys, Span<long> weights)
    {
        int knot = 0;
        int start = 0;
        for (int i = 1; i <= sorted.Length; i++)
        {
            if (i == sorted.Length || sorted[i] != sorted[start])
            {
                keys[knot] = sorted[start];
                weights[knot++] = i - start;
                start = i;
            }
        }
    }

    private static int Append(WeightedKnots rest, int from, long[] keys, long[] weights, int count)
    {
        int length = rest.Count - from;
        Array.Copy(rest.Keys, from, keys, count, length);
        Array.Copy(rest.Weights, from, weights, count, length);
        return count + length;
    }
}
