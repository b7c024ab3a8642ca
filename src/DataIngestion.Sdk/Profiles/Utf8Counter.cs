using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataIngestion.Profiles;

/// <summary>Counts byte strings in the order of their first occurrence; open addressing with linear probing, and no object a string.</summary>
internal sealed class Utf8Counter
{
    private const int SmallestTable = 64;

    private int[] _slots = new int[SmallestTable];
    private Entry[] _entries = new Entry[SmallestTable / 2];
    private byte[] _bytes = new byte[1024];
    private int _used;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Category(int index) => _bytes.AsSpan(_entries[index].Offset, _entries[index].Ends.Length);

    public ulong HashOf(int index) => _entries[index].Hash;

    public long CountOf(int index) => _entries[index].Count;

    /// <summary>Counts a category that is known, or returns <see langword="false"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(ReadOnlySpan<byte> category, long count)
    {
        Ends ends = Ends.Of(category);
        int mask = _slots.Length - 1;
        int slot = ends.Slot & mask;
        while (_slots[slot] is var index and > 0)
        {
            ref Entry entry = ref _entries[index - 1];
            if (entry.Ends == ends && (category.Length <= Ends.Whole || category.SequenceEqual(_bytes.AsSpan(entry.Offset, entry.Ends.Length))))
            {
                entry.Count += count;
                return true;
            }

            slot = (slot + 1) & mask;
        }

        return false;
    }

    /// <summary>The largest of the <paramref name="count"/> smallest hashes.</summary>
    public ulong SmallestHashes(int count)
    {
        ulong[] hashes = [.. _entries.Take(Count).Select(entry => entry.Hash)];
        Array.Sort(hashes);
        return hashes[count - 1];
    }

    /// <summary>Drops the categories of larger hashes and returns what they counted.</summary>
    public long RemoveAbove(ulong limit)
    {
        (Entry[] entries, byte[] bytes, int count) = (_entries, _bytes, Count);
        (_entries, _bytes, _slots) = (new Entry[entries.Length], new byte[bytes.Length], new int[_slots.Length]);
        (Count, _used) = (0, 0);
        long removed = 0;
        foreach (Entry entry in entries.AsSpan(0, count))
        {
            if (entry.Hash > limit)
            {
                removed += entry.Count;
            }
            else
            {
                Append(bytes.AsSpan(entry.Offset, entry.Ends.Length), entry.Hash, entry.Count);
            }
        }

        return removed;
    }

    /// <summary>Counts a category that is not known yet.</summary>
    public void Append(ReadOnlySpan<byte> category, ulong hash, long count)
    {
        if (Count == _entries.Length)
        {
            Grow();
        }

        if (_bytes.Length - _used < category.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, (long)_used + category.Length)));
        }

        category.CopyTo(_bytes.AsSpan(_used));
        _entries[Count] = new Entry { Hash = hash, Offset = _used, Ends = Ends.Of(category), Count = count };
        _used += category.Length;
        Link(Count++);
    }

    private void Grow()
    {
        Array.Resize(ref _entries, checked(2 * _entries.Length));
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)(2 * _entries.Length))];
        for (int i = 0; i < Count; i++)
        {
            Link(i);
        }
    }

    private void Link(int index)
    {
        int mask = _slots.Length - 1;
        int slot = _entries[index].Ends.Slot & mask;
        while (_slots[slot] > 0)
        {
            slot = (slot + 1) & mask;
        }

        _slots[slot] = index + 1;
    }

    private struct Entry
    {
        public Ends Ends;
        public int Offset;
        public long Count;
        public ulong Hash;
    }

    // The first and the last eight bytes: all there is of up to sixteen.
    private readonly record struct Ends(ulong First, ulong Last, int Length)
    {
        public const int Whole = 2 * sizeof(ulong);

        public int Slot
        {
            get
            {
                ulong mixed = (First ^ (ulong)Length) * 0x9E3779B97F4A7C15UL;
                mixed = (BitOperations.RotateLeft(mixed, 29) ^ Last) * 0xC2B2AE3D27D4EB4FUL;
                return (int)(mixed >> 33);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Ends Of(ReadOnlySpan<byte> bytes)
        {
            int length = bytes.Length;
            if (length >= sizeof(ulong))
            {
                return new(
                    BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]), length);
            }

            if (length >= sizeof(uint))
            {
                return new(BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]), length);
            }

            return length == 0 ? default : new(bytes[0] | ((ulong)bytes[length / 2] << 8) | ((ulong)bytes[length - 1] << 16), 0, length);
        }
    }
}
