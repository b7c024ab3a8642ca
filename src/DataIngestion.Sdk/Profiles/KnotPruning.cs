using System.Runtime.CompilerServices;

namespace DataIngestion.Profiles;

/// <summary>Reduces weighted values to as few knots as a profile may hold and adds what that costs to the rank error.</summary>
internal static class KnotPruning
{
    // A value that stands for more than this share of its group's bound is kept to the last bit.
    private const int SmallShare = 4;
    private const int LargestRounding = 48;

    /// <summary>Keeps all knots if they fit. <paramref name="raised"/> and <paramref name="lowered"/> bound how much too high and too low the given ranks are.</summary>
    public static WeightedKnots Prune(ReadOnlySpan<long> keys, ReadOnlySpan<long> weights, int capacity, long raised, long lowered)
    {
        WeightedKnots kept = keys.Length <= capacity
            ? new(keys.ToArray(), weights.ToArray(), Math.Max(raised, lowered))
            : Group(keys, weights, capacity, raised, lowered);
        while (KnotCoding.Size(kept) > KnotCoding.LargestSize)
        {
            capacity = Math.Min(capacity, kept.Count) * 7 / 8;
            kept = Group(keys, weights, capacity, raised, lowered);
        }

        return kept;
    }

    private static WeightedKnots Group(ReadOnlySpan<long> keys, ReadOnlySpan<long> weights, int capacity, long raised, long lowered)
    {
        long total = 0;
        foreach (long weight in weights)
        {
            total += weight;
        }

        long share = total / capacity;
        long bound = share + (share / 32) + 1;
        Grouping grouping = new(keys, weights, capacity);
        while (!grouping.TryFill(bound))
        {
            bound += (bound / 32) + 1;
        }

        return grouping.Complete(raised, lowered);
    }

    private ref struct Grouping(ReadOnlySpan<long> allKeys, ReadOnlySpan<long> allWeights, int capacity)
    {
        private readonly ReadOnlySpan<long> _allKeys = allKeys;
        private readonly ReadOnlySpan<long> _allWeights = allWeights;
        private readonly long[] _keys = new long[capacity];
        private readonly long[] _weights = new long[capacity];
        private int _count;
        private long _above;
        private long _below;

        [MethodImpl(Kernel.AtOnce)]
        public bool TryFill(long bound)
        {
            (_count, _above, _below) = (0, 0, 0);
            int start = 0;
            while (start < _allKeys.Length)
            {
                if (_count == capacity)
                {
                    return false;
                }

                long weight = _allWeights[start];
                int end = start + 1;
                while (end < _allKeys.Length && weight + _allWeights[end] <= bound)
                {
                    weight += _allWeights[end++];
                }

                Add(start, end, weight, bound);
                start = end;
            }

            return true;
        }

        public readonly WeightedKnots Complete(long raised, long lowered) =>
            new(_keys[.._count], _weights[.._count], Math.Max(raised + _above, lowered + _below));

        // One knot for a run of them: below it the run's first weights are missing, from it on its last weights come too early.
        private void Add(int start, int end, long weight, long bound)
        {
            int at = start;
            long before = 0;
            while (at + 1 < end && before + _allWeights[at] + (_allWeights[at + 1] / 2) <= weight / 2)
            {
                before += _allWeights[at++];
            }

            long own = _allWeights[at];
            long rounded = own <= bound / SmallShare && at + 1 < _allKeys.Length ? RoundUp(_allKeys[at], _allKeys[at + 1]) : _allKeys[at];
            _keys[_count] = rounded;
            _weights[_count++] = weight;
            _below = Math.Max(_below, before + (rounded == _allKeys[at] ? 0 : own));
            _above = Math.Max(_above, weight - before - own);
        }

        // A key with trailing zeros takes less room. Below the next key it only comes too late for the values that it was itself.
        private static long RoundUp(long key, long next)
        {
            for (int bits = LargestRounding; bits > 0; bits -= 8)
            {
                long mask = (1L << bits) - 1;
                long rounded = (key + mask) & ~mask;
                if (rounded < next)
                {
                    return rounded;
                }
            }

            return key;
        }
    }
}
