using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DataIngestion.Validation;

/// <summary>The keys of one partition, each with the first row that has it. Not thread-safe.</summary>
internal abstract class KeyTable : IDisposable
{
    protected const int PerBucket = 4;

    // Keys for which there is room before they are looked up.
    protected const int MostReserved = 256;

    public abstract int Count { get; }

    /// <summary>The memory of the slots in bytes.</summary>
    public abstract long Bytes { get; }

    /// <param name="storage">How the partition keeps its keys.</param>
    /// <param name="buckets">The first size; see <see cref="BucketsFor"/>.</param>
    public static KeyTable Create(KeyStorage storage, long buckets) => storage.Narrow
        ? new KeyTable<NarrowSlot>(storage, buckets)
        : new KeyTable<WideSlot>(storage, buckets);

    /// <summary>The buckets that hold <paramref name="keys"/> keys without growing.</summary>
    public static long BucketsFor(long keys) => ((keys + MostReserved) * 3 / 2 / PerBucket) + 16;

    /// <summary>The memory of so many buckets.</summary>
    public static long BytesOf(long buckets, bool narrow) => buckets * PerBucket * (narrow ? 16 : 24);

    /// <summary>Adds keys in the order of rows; the ordinals of those that are there already go to <paramref name="duplicates"/>.</summary>
    public abstract void Add(ReadOnlySpan<KeyEntry> entries, long firstOrdinal, List<long> duplicates);

    /// <summary>Reports each key of the table the first time that it is asked for.</summary>
    public abstract void Match(ReadOnlySpan<KeyEntry> probes, List<KeyMatch> matches);

    /// <summary>Adds the ordinals of keys that the table does not have. Several threads may ask as long as none adds.</summary>
    public abstract void FindAbsent(ReadOnlySpan<KeyEntry> probes, List<int> absent);

    /// <summary>Copies keys out, from slot <paramref name="position"/> on.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public abstract int CopyTo(Span<KeyEntry> target, ref long position);

    public abstract void Dispose();
}

/// <summary>Buckets of four slots, narrow ones a cache line, each searched without a branch. Grows at a load of 3/4.</summary>
/// <remarks>Buckets are in the order of the hash, so that growing reads and writes forward. On average 26 bytes a key with narrow slots and 39 with wide ones.</remarks>
internal sealed unsafe class KeyTable<TSlot> : KeyTable
    where TSlot : unmanaged, IKeySlot<TSlot>
{
    // Rows whose buckets are fetched from memory at the same time.
    private const int Ahead = 16;
    private const long DoubledBelow = 512 << 10;
    private readonly KeyStorage _storage;
    private readonly KeyHash _hash;
    private readonly int _depth;
    private NativeMemoryBlock _memory;
    private TSlot* _slots;
    private TSlot* _end;
    private uint _size;
    private int _count;

    public KeyTable(KeyStorage storage, long buckets)
    {
        _storage = storage;
        _hash = storage.Hash;
        _depth = storage.Depth;
        _size = checked((uint)Math.Max(buckets, 16));
        _memory = new NativeMemoryBlock((nuint)_size * PerBucket * (nuint)sizeof(TSlot));
        _slots = (TSlot*)_memory.Pointer;
        _end = _slots + ((nuint)_size * PerBucket);
    }

    public override int Count => _count;

    public override long Bytes => (long)_size * PerBucket * sizeof(TSlot);

    public override void Add(ReadOnlySpan<KeyEntry> entries, long firstOrdinal, List<long> duplicates)
    {
        ulong* hashes = stackalloc ulong[Ahead];
        while (!entries.IsEmpty)
        {
            ReadOnlySpan<KeyEntry> some = entries[..Math.Min(MostReserved, entries.Length)];
            Reserve(some.Length);
            Prepare(some, hashes);
            for (int i = 0; i < some.Length; i++)
            {
                ulong hash = Next(some, i, hashes);
                TSlot* slot = Find(some[i], hash);
                if (slot->IsEmpty)
                {
                    *slot = TSlot.Of(some[i], firstOrdinal + some[i].Ordinal);
                    _count++;
                }
                else
                {
                    duplicates.Add(firstOrdinal + some[i].Ordinal);
                    _storage.FirstRows?.Add(slot->Entry.Ordinal);
                }
            }

            entries = entries[some.Length..];
        }

        GC.KeepAlive(this);
    }

    public override void Match(ReadOnlySpan<KeyEntry> probes, List<KeyMatch> matches)
    {
        ulong* hashes = stackalloc ulong[Ahead];
        Prepare(probes, hashes);
        for (int i = 0; i < probes.Length; i++)
        {
            TSlot* slot = Find(probes[i], Next(probes, i, hashes));
            long ordinal = slot->IsEmpty ? -1 : slot->Match();
            if (ordinal >= 0)
            {
                matches.Add(new KeyMatch(ordinal, probes[i].Ordinal));
            }
        }

        GC.KeepAlive(this);
    }

    public override void FindAbsent(ReadOnlySpan<KeyEntry> probes, List<int> absent)
    {
        ulong* hashes = stackalloc ulong[Ahead];
        Prepare(probes, hashes);
        for (int i = 0; i < probes.Length; i++)
        {
            if (Find(probes[i], Next(probes, i, hashes))->IsEmpty)
            {
                absent.Add((int)probes[i].Ordinal);
            }
        }

        GC.KeepAlive(this);
    }

    public override int CopyTo(Span<KeyEntry> target, ref long position)
    {
        int copied = 0;
        for (; _slots + position < _end && copied < target.Length; position++)
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

    private void Prepare(ReadOnlySpan<KeyEntry> entries, ulong* hashes)
    {
        for (int i = 0; i < Ahead && i < entries.Length; i++)
        {
            hashes[i] = Fetch(entries[i]);
        }
    }

    // The hash of a row, in whose place comes that of the row so many ahead.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Next(ReadOnlySpan<KeyEntry> entries, int row, ulong* hashes)
    {
        ulong hash = hashes[row & (Ahead - 1)];
        if (row + Ahead < entries.Length)
        {
            hashes[row & (Ahead - 1)] = Fetch(entries[row + Ahead]);
        }

        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Fetch(in KeyEntry entry)
    {
        ulong hash = _hash.Of(entry);
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Home(hash));
        }

        return hash;
    }

    // Scales the hash to the number of buckets by a product, which keeps the order of hashes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TSlot* Home(ulong hash) => _slots + ((((ulong)KeyHash.Slot(hash, _depth) * _size) >> 32) * PerBucket);

    // The slot of the key, or the empty one where it belongs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TSlot* Find(in KeyEntry key, ulong hash)
    {
        for (TSlot* bucket = Home(hash); ;)
        {
            // An empty slot ends the search even when it looks like a key of zeros: no key lies behind it.
            int ends = Bit(bucket[0].IsEmpty | bucket[0].Holds(key)) | (Bit(bucket[1].IsEmpty | bucket[1].Holds(key)) << 1)
                | (Bit(bucket[2].IsEmpty | bucket[2].Holds(key)) << 2) | (Bit(bucket[3].IsEmpty | bucket[3].Holds(key)) << 3);
            if (ends != 0)
            {
                return bucket + BitOperations.TrailingZeroCount(ends);
            }

            bucket += PerBucket;
            bucket = bucket == _end ? _slots : bucket;
        }
    }

    private static int Bit(bool value) => value ? 1 : 0;

    private void Reserve(int keys)
    {
        while (_count + keys > (long)_size * PerBucket / 4 * 3)
        {
            Grow();
        }
    }

    private void Grow()
    {
        // Small tables double, because moving their keys costs more than their memory.
        uint step = Bytes < DoubledBelow ? _size : _size / 2;
        uint size = checked((uint)Math.Max(_storage.ExpectedBuckets, (long)_size + step));
        NativeMemoryBlock memory = new((nuint)size * PerBucket * (nuint)sizeof(TSlot));
        using NativeMemoryBlock old = _memory;
        TSlot* from = _slots;
        TSlot* end = _end;
        _memory = memory;
        _size = size;
        _slots = (TSlot*)memory.Pointer;
        _end = _slots + ((nuint)size * PerBucket);
        for (; from != end; from++)
        {
            if (!from->IsEmpty)
            {
                *Free(_hash.Of(from->Entry)) = *from;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TSlot* Free(ulong hash)
    {
        TSlot* slot = Home(hash);
        while (!slot->IsEmpty)
        {
            slot++;
            slot = slot == _end ? _slots : slot;
        }

        return slot;
    }
}
