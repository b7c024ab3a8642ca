using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Numbers the distinct texts of a column in the order of their first occurrence. Reused between batches.</summary>
internal sealed class TextDictionary
{
    /// <summary>With more entries a dictionary costs more than it saves.</summary>
    public const int MostEntries = 1024;

    private const int Slots = 4 * MostEntries;
    private const int Empty = -1;

    private readonly Entry[] _table = new Entry[Slots];
    private readonly int[] _used = new int[MostEntries];
    private readonly int[] _offsets = new int[MostEntries + 1];
    private byte[] _bytes = new byte[4096];

    public TextDictionary() => _table.AsSpan().Fill(new Entry(default, Empty));

    public int Count { get; private set; }

    public void Clear()
    {
        foreach (int at in _used.AsSpan(0, Count))
        {
            _table[at].Code = Empty;
        }

        Count = 0;
    }

    /// <summary>The number of a text, or -1 when there would be too many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CodeOf(TextSlot slot, ReadOnlySpan<byte> text)
    {
        // A text that is not inline is known by its length, its first four bytes and its last eight; then all bytes are compared.
        TextSlot identity = slot.IsInline ? slot : new TextSlot(slot.Low, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), text.Length - 8)));
        int at = Hash(identity);
        while (true)
        {
            ref Entry entry = ref _table[at];
            if (entry.Code == Empty)
            {
                return Add(at, identity, text);
            }

            if (entry.Identity == identity && (slot.IsInline || text.SequenceEqual(TextOf(entry.Code))))
            {
                return entry.Code;
            }

            at = (at + 1) & (Slots - 1);
        }
    }

    /// <summary>The texts as an array of their own.</summary>
    public StringArray Build()
    {
        ArrowBuffer.Builder<int> offsets = new(Count + 1);
        offsets.Append(_offsets.AsSpan(0, Count + 1));
        ArrowBuffer.Builder<byte> bytes = new(_offsets[Count]);
        bytes.Append(_bytes.AsSpan(0, _offsets[Count]));
        return new StringArray(new ArrayData(StringType.Default, Count, 0, 0, [ArrowBuffer.Empty, offsets.Build(), bytes.Build()]));
    }

    private static int Hash(TextSlot identity)
    {
        ulong mixed = (identity.Low * 0x9E3779B97F4A7C15) ^ (BitOperations.RotateLeft(identity.High, 29) * 0xBF58476D1CE4E5B9);
        return (int)((mixed ^ (mixed >> 32)) * 0x9E3779B97F4A7C15 >> 52) & (Slots - 1);
    }

    private ReadOnlySpan<byte> TextOf(int code) => _bytes.AsSpan(_offsets[code].._offsets[code + 1]);

    private int Add(int at, TextSlot identity, ReadOnlySpan<byte> text)
    {
        if (Count == MostEntries)
        {
            return Empty;
        }

        int start = _offsets[Count];
        int end = start + text.Length;
        if (end > _bytes.Length)
        {
            System.Array.Resize(ref _bytes, Math.Max(end, 2 * _bytes.Length));
        }

        text.CopyTo(_bytes.AsSpan(start));
        _used[Count] = at;
        _offsets[Count + 1] = end;
        _table[at] = new Entry(identity, Count);
        return Count++;
    }

    private struct Entry(TextSlot identity, int code)
    {
        public TextSlot Identity = identity;
        public int Code = code;
    }
}
