using System.Runtime.CompilerServices;

namespace DataIngestion.Profiles;

/// <summary>Counts values of which few are distinct, for which sorting would be slower.</summary>
internal static class ValueCounts
{
    private const int LargestDistinct = 512;
    private const int SlotBits = 11;

    /// <summary>Counts keys, or returns <see langword="null"/> as soon as there are too many distinct ones.</summary>
    [MethodImpl(Kernel.AtOnce)]
    public static WeightedKnots? Of(ReadOnlySpan<long> all, int capacity)
    {
        Span<Slot> slots = stackalloc Slot[1 << SlotBits];
        slots.Clear();
        int distinct = 0;
        capacity = Math.Min(capacity, LargestDistinct);
        foreach (long key in all)
        {
            ref Slot slot = ref Find(slots, key);
            if (slot.Count++ == 0)
            {
                slot.Key = key;
                if (++distinct > capacity)
                {
                    return null;
                }
            }
        }

        return ToKnots(slots, distinct);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Slot Find(Span<Slot> slots, long key)
    {
        int at = (int)(((ulong)key * 0x9E3779B97F4A7C15UL) >> (64 - SlotBits));
        ref Slot slot = ref slots[at];
        while (slot.Count > 0 && slot.Key != key)
        {
            at = (at + 1) & (slots.Length - 1);
            slot = ref slots[at];
        }

        return ref slot;
    }

    private static WeightedKnots ToKnots(ReadOnlySpan<Slot> slots, int distinct)
    {
        long[] keys = new long[distinct];
        long[] weights = new long[distinct];
        int count = 0;
        foreach (Slot slot in slots)
        {
            if (slot.Count > 0)
            {
                keys[count] = slot.Key;
                weights[count++] = slot.Count;
            }
        }

        Array.Sort(keys, weights);
        return new(keys, weights, 0);
    }

    private struct Slot
    {
        public long Key;
        public long Count;
    }
}
