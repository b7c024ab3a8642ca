using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DataIngestion.Validation;

/// <summary>The keys of one partition, each with the first row that has it. Not thread-safe.</summary>
internal abstract class KeyTable : IDisposable
{
    public abstract int Count { get; }

    /// <summary>The memory of the slots.</summary>
    public abstract long Bytes { get; }

    /// <param name="narrow">Whether keys have at most 12 bytes and rows are below 2^31 - 1.</param>
    /// <param name="hash">Spreads the keys.</param>
    /// <param name="depth">The depth of the partition.</param>
    /// <param name="capacity">The first number of slots.</param>
    public static KeyTable Create(bool narrow, KeyHash hash, int depth, long capacity) => narrow
        ? new KeyTable<NarrowSlot>(hash, depth, capacity)
        : new KeyTable<WideSlot>(hash, depth, capacity);

    /// <summary>The slots that hold <paramref name="keys"/> keys without growing.</summary>
    public static long CapacityFor(long keys) => keys + (keys / 3) + (2 * KeyTable<WideSlot>.Window);

    /// <summary>Adds keys in the order of rows; the ordinals of those that are there already go to <paramref name="duplicates"/>.</summary>
    public abstract void Add(ReadOnlySpan<KeyEntry> entries, long firstOrdinal, List<long> duplicates);

    /// <summary>Reports each key of the table the first time that it is asked for.</summary>
    public abstract void Match(ReadOnlySpan<KeyEntry> probes, List<KeyMatch> matches);

    /// <summary>Copies keys out, from slot <paramref name="position"/> on.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public abstract int CopyTo(Span<KeyEntry> target, ref long position);

    public abstract void Dispose();
}

/// <summary>Open addressing with linear probing at a load between 1/2 and 3/4, outside the managed heap.</summary>
/// <remarks>Slots are in the order of the hash, so that growing reads and writes forward. On average 26 bytes a key with 16-byte slots and 39 with 24-byte slots.</remarks>
internal sealed unsafe class KeyTable<TSlot> : KeyTable
    where TSlot : unmanaged, IKeySlot<TSlot>
{
    // Rows whose slots are fetched from memory at the same time.
    public const int Window = 32;

    private readonly KeyHash _hash;
    private readonly int _depth;
    private NativeMemoryBlock _memory;
    private TSlot* _slots;
    private uint _capacity;
    private int _count;

    public KeyTable(KeyHash hash, int depth, long capacity)
    {
        _hash = hash;
        _depth = depth;
        _capacity = checked((uint)Math.Max(capacity, 2 * Window));
        _memory = new NativeMemoryBlock((nuint)_capacity * (nuint)sizeof(TSlot));
        _slots = (TSlot*)_memory.Pointer;
    }

    public override int Count => _count;

    public override long Bytes => (long)_capacity * sizeof(TSlot);

    public override void Add(ReadOnlySpan<KeyEntry> entries, long firstOrdinal, List<long> duplicates)
    {
        Span<uint> homes = stackalloc uint[Window];
        for (int start = 0; start < entries.Length; start += Window)
        {
            ReadOnlySpan<KeyEntry> window = entries.Slice(start, Math.Min(Window, entries.Length - start));
            Reserve(window.Length);
            Fetch(window, homes);
            for (int i = 0; i < window.Length; i++)
            {
                ref readonly KeyEntry entry = ref window[i];
                TSlot* slot = Find(entry, homes[i]);
                if (slot->IsEmpty)
                {
                    *slot = TSlot.Of(entry, firstOrdinal + entry.Ordinal);
                    _count++;
                }
                else
                {
                    duplicates.Add(firstOrdinal + entry.Ordinal);
                }
            }
        }

        GC.KeepAlive(this);
    }

    public override void Match(ReadOnlySpan<KeyEntry> probes, List<KeyMatch> matches)
    {
        Span<uint> homes = stackalloc uint[Window];
        for (int start = 0; start < probes.Length; start += Window)
        {
            ReadOnlySpan<KeyEntry> window = probes.Slice(start, Math.Min(Window, probes.Length - start));
            Fetch(window, homes);
            for (int i = 0; i < window.Length; i++)
            {
                TSlot* slot = Find(window[i], homes[i]);
                long ordinal = slot->IsEmpty ? -1 : slot->Match();
                if (ordinal >= 0)
                {
                    matches.Add(new KeyMatch(ordinal, window[i].Ordinal));
                }
            }
        }

        GC.KeepAlive(this);
    }

    public override int CopyTo(Span<KeyEntry> target, ref long position)
    {
        int copied = 0;
        for (; position < _capacity && copied < target.Length; position++)
        {
            if (!_slots[position].IsEmpty)
            {
                target[copied++] = _slots[position].Entry;
            }
        }

        GC.KeepAlive(this);
        return copied;
    }

    public override void Dispose() => _memory.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fetch(ReadOnlySpan<KeyEntry> window, Span<uint> homes)
    {
        for (int i = 0; i < window.Length; i++)
        {
            uint home = Home(window[i]);
            homes[i] = home;
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(_slots + home);
            }
        }
    }

    // Scales the hash to the capacity by a product, which keeps the order of hashes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Home(in KeyEntry key) => (uint)(((ulong)KeyHash.Slot(_hash.Of(key), _depth) * _capacity) >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TSlot* Find(in KeyEntry key, uint home)
    {
        TSlot* slot = _slots + home;
        TSlot* end = _slots + _capacity;
        while (!slot->IsEmpty && !slot->Holds(key))
        {
            if (++slot == end)
            {
                slot = _slots;
            }
        }

        return slot;
    }

    private void Reserve(int keys)
    {
        while (_count + keys > (long)_capacity / 4 * 3)
        {
            Grow();
        }
    }

    private void Grow()
    {
        uint capacity = checked(_capacity + (_capacity / 2));
        NativeMemoryBlock memory = new((nuint)capacity * (nuint)sizeof(TSlot));
        using NativeMemoryBlock old = _memory;
        TSlot* from = _slots;
        TSlot* end = from + _capacity;
        _memory = memory;
        _slots = (TSlot*)memory.Pointer;
        _capacity = capacity;
        for (; from != end; from++)
        {
            if (!from->IsEmpty)
            {
                KeyEntry entry = from->Entry;
                *Find(entry, Home(entry)) = *from;
            }
        }
    }
}
