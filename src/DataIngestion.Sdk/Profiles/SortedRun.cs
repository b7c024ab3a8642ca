using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Profiles;

/// <summary>Ascending keys in memory of their own. Has one owner, who releases it or hands it on.</summary>
internal sealed class SortedRun
{
    private readonly SketchMemory _memory;

    private SortedRun(SketchMemory memory) => _memory = memory;

    public int Count { get; private set; }

    public ReadOnlySpan<long> Keys => Written;

    private Span<long> Written => _memory.Span[..Count];

    public static SortedRun OfCapacity(int capacity) => new(new SketchMemory(capacity));

    /// <summary>Owns memory with one place to spare, and sorts what it holds.</summary>
    public static SortedRun Sort(SketchMemory memory, int count)
    {
        long[] scratch = ArrayPool<long>.Shared.Rent(count);
        RadixSort.Sort(memory.Span[..count], scratch);
        ArrayPool<long>.Shared.Return(scratch);
        return new(memory) { Count = count };
    }

    /// <summary>Owns and releases both.</summary>
    public static SortedRun Merge(SortedRun a, SortedRun b)
    {
        // Room for the one key that a compaction may put back.
        SortedRun merged = OfCapacity(a.Count + b.Count + 1);
        merged.Count = a.Count + b.Count;
        Merge(a.Keys, b.Keys, merged.Written);
        a.Release();
        b.Release();
        return merged;
    }

    public void Release() => _memory.Dispose();

    public void Add(long key) => _memory.Span[Count++] = key;

    public void Insert(long key)
    {
        int at = Keys.BinarySearch(key);
        at = at < 0 ? ~at : at;
        Count++;
        Span<long> keys = Written;
        keys[at..^1].CopyTo(keys[(at + 1)..]);
        keys[at] = key;
    }

    public long RemoveLast() => _memory.Span[--Count];

    /// <summary>Keeps the lower or the upper key of each pair and releases this run. There is an even number of keys.</summary>
    [MethodImpl(Kernel.AtOnce)]
    public SortedRun EverySecond(bool lower)
    {
        SortedRun kept = OfCapacity((Count / 2) + 1);
        kept.Count = Count / 2;
        ReadOnlySpan<long> keys = Keys;
        Span<long> into = kept.Written;
        int offset = lower ? 0 : 1;
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = keys[(2 * i) + offset];
        }

        Release();
        return kept;
    }

    /// <summary>Merges from both ends towards the middle: two chains of steps that do not wait for each other, and no branch on the data.</summary>
    public static void Merge(ReadOnlySpan<long> a, ReadOnlySpan<long> b, Span<long> into)
    {
        while (Math.Min(a.Length, b.Length) >= 2)
        {
            // So few that neither side can run out from either end.
            int steps = Math.Min(a.Length, b.Length) / 2;
            int low = TakeSmallest(a, b, into, steps, out int high);
            into = into[steps..^steps];
            a = a[low..^high];
            b = b[(steps - low)..^(steps - high)];
        }

        int taken = 0;
        while (!a.IsEmpty && !b.IsEmpty)
        {
            bool first = a[0] <= b[0];
            into[taken++] = first ? a[0] : b[0];
            a = a[(first ? 1 : 0)..];
            b = b[(first ? 0 : 1)..];
        }

        a.CopyTo(into[taken..]);
        b.CopyTo(into[(taken + a.Length)..]);
    }

    // Writes that many of the smallest and of the largest keys; returns how many of each were from the first side.
    [MethodImpl(Kernel.AtOnce)]
    private static int TakeSmallest(ReadOnlySpan<long> a, ReadOnlySpan<long> b, Span<long> into, int steps, out int largest)
    {
        ref long x = ref MemoryMarshal.GetReference(a);
        ref long y = ref MemoryMarshal.GetReference(b);
        ref long target = ref MemoryMarshal.GetReference(into);
        ref long xEnd = ref Unsafe.Add(ref x, a.Length - 1);
        ref long yEnd = ref Unsafe.Add(ref y, b.Length - 1);
        ref long targetEnd = ref Unsafe.Add(ref target, into.Length - 1);
        nint low = 0;
        nint high = 0;
        for (nint step = 0; step < steps; step++)
        {
            long first = Unsafe.Add(ref x, low);
            long second = Unsafe.Add(ref y, step - low);
            int takeFirst = Choice.Number(first <= second);
            Unsafe.Add(ref target, step) = Choice.Of(takeFirst, first, second);
            low += takeFirst;
            long last = Unsafe.Subtract(ref xEnd, high);
            long other = Unsafe.Subtract(ref yEnd, step - high);
            int takeLast = Choice.Number(last > other);
            Unsafe.Subtract(ref targetEnd, step) = Choice.Of(takeLast, last, other);
            high += takeLast;
        }

        largest = (int)high;
        return (int)low;
    }
}
