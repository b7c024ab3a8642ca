using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Profiles;

/// <summary>Sorts <see cref="OrderedKey"/>s: distributes by up to three digits of what distinguishes them, lowest digit first.</summary>
/// <remarks>
/// Three digits cover the highest 33 bits in which the keys differ. Keys that agree in all of them come out side by side; where those are out
/// of order, they are sorted by their remaining bits in the same way.
/// </remarks>
internal static class RadixSort
{
    private const int DigitBits = 11;
    private const int Digits = 3;
    private const int SmallestDistributed = 768;

    /// <summary>Sorts keys. <paramref name="scratch"/> is at least as long.</summary>
    [MethodImpl(Kernel.AtOnce)]
    public static void Sort(Span<long> keys, Span<long> scratch)
    {
        if (keys.IsEmpty)
        {
            return;
        }

        long minimum = keys[0];
        long maximum = keys[0];
        foreach (long key in keys)
        {
            minimum = Math.Min(minimum, key);
            maximum = Math.Max(maximum, key);
        }

        Sort(keys, scratch[..keys.Length], minimum, maximum);
    }

    private static void Sort(Span<long> keys, Span<long> scratch, long minimum, long maximum)
    {
        if (keys.Length < SmallestDistributed)
        {
            keys.Sort();
            return;
        }

        int bits = 64 - BitOperations.LeadingZeroCount((ulong)(maximum - minimum));
        if (bits == 0)
        {
            return;
        }

        int shift = Math.Max(0, bits - (Digits * DigitBits));
        Distribute(keys, scratch, minimum, shift, bits - shift);
        if (shift > 0)
        {
            SortTies(keys, scratch, minimum, shift);
        }
    }

    private static void Distribute(Span<long> keys, Span<long> scratch, long minimum, int shift, int bits)
    {
        int digits = (bits + DigitBits - 1) / DigitBits;
        int width = (bits + digits - 1) / digits;
        Span<int> positions = stackalloc int[Digits << DigitBits];
        Count(keys, positions, minimum, shift, width, digits);
        Span<long> from = keys;
        Span<long> to = scratch;
        for (int digit = 0; digit < digits; digit++)
        {
            Span<int> starts = positions.Slice(digit << DigitBits, 1 << width);
            if (ToStarts(starts, keys.Length))
            {
                Scatter(from, to, starts, minimum, shift + (digit * width));
                Span<long> swap = from;
                from = to;
                to = swap;
            }
        }

        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(from), ref MemoryMarshal.GetReference(keys)))
        {
            from.CopyTo(keys);
        }
    }

    [MethodImpl(Kernel.AtOnce)]
    private static void Count(ReadOnlySpan<long> keys, Span<int> counts, long minimum, int shift, int width, int digits)
    {
        counts.Clear();
        ref int lowest = ref MemoryMarshal.GetReference(counts);
        ref int middle = ref Unsafe.Add(ref lowest, 1 << DigitBits);
        ref int highest = ref Unsafe.Add(ref lowest, 2 << DigitBits);
        uint mask = (1u << width) - 1;
        int second = digits > 1 ? width : 0;
        int third = digits > 2 ? 2 * width : 0;
        foreach (long key in keys)
        {
            ulong offset = (ulong)(key - minimum) >> shift;
            Unsafe.Add(ref lowest, (nint)((uint)offset & mask))++;
            Unsafe.Add(ref middle, (nint)((uint)(offset >> second) & mask))++;
            Unsafe.Add(ref highest, (nint)((uint)(offset >> third) & mask))++;
        }
    }

    // False when all keys share the digit, so that there is nothing to move.
    private static bool ToStarts(Span<int> counts, int total)
    {
        int start = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            int count = counts[i];
            if (count == total)
            {
                return false;
            }

            counts[i] = start;
            start += count;
        }

        return true;
    }

    [MethodImpl(Kernel.AtOnce)]
    private static void Scatter(ReadOnlySpan<long> from, Span<long> to, Span<int> starts, long minimum, int shift)
    {
        ref int next = ref MemoryMarshal.GetReference(starts);
        ref long target = ref MemoryMarshal.GetReference(to);
        uint mask = (uint)starts.Length - 1;
        foreach (long key in from)
        {
            ref int at = ref Unsafe.Add(ref next, (nint)((uint)((ulong)(key - minimum) >> shift) & mask));
            Unsafe.Add(ref target, at++) = key;
        }
    }

    [MethodImpl(Kernel.AtOnce)]
    private static void SortTies(Span<long> keys, Span<long> scratch, long minimum, int shift)
    {
        int at = 1;
        while (at < keys.Length)
        {
            if (keys[at] >= keys[at - 1])
            {
                at++;
                continue;
            }

            ulong prefix = (ulong)(keys[at] - minimum) >> shift;
            int start = at - 1;
            while (start > 0 && (ulong)(keys[start - 1] - minimum) >> shift == prefix)
            {
                start--;
            }

            while (at < keys.Length && (ulong)(keys[at] - minimum) >> shift == prefix)
            {
                at++;
            }

            Sort(keys[start..at], scratch[start..at]);
        }
    }
}
