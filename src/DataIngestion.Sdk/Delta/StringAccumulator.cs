using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Delta;

// Bounds of text in the order of its bytes. The first eight bytes as a number decide nearly always.
internal sealed class StringAccumulator(string name, ColumnType type) : ColumnAccumulator(name, type)
{
    private byte[]? _min;
    private byte[]? _max;

    // For texts of 0 to 8 bytes: which bytes of a number belong to them.
    private static ReadOnlySpan<ulong> Masks =>
    [
        0, 0xFF00000000000000, 0xFFFF000000000000, 0xFFFFFF0000000000, 0xFFFFFFFF00000000,
        0xFFFFFFFFFF000000, 0xFFFFFFFFFFFF0000, 0xFFFFFFFFFFFFFF00, ulong.MaxValue,
    ];

    protected override void ObserveValid(IArrowArray array)
    {
        array = array is DictionaryArray encoded ? new EncodedCells(encoded).UsedEntries() : array;
        Validity validity = new(array);
        ReadOnlySpan<int> offsets = MemoryMarshal.Cast<byte, int>(array.Data.Buffers[1].Span).Slice(array.Offset, array.Length + 1);
        ReadOnlySpan<byte> bytes = array.Data.Buffers[2].Span;
        int row = validity.Next(0, valid: true);
        Begin(bytes[offsets[row]..offsets[row + 1]]);
        while (row < array.Length)
        {
            int end = validity.Next(row, valid: false);
            Widen(bytes, offsets[row..(end + 1)]);
            row = validity.Next(end, valid: true);
        }

        GC.KeepAlive(array);
    }

    protected override (StatisticValue? Min, StatisticValue? Max) Bounds() =>
        (_min is null ? null : StatisticValue.Of(_min), _max is null ? null : StatisticValue.Of(_max));

    private void Begin(ReadOnlySpan<byte> value)
    {
        _min ??= value.ToArray();
        _max ??= _min;
    }

    private void Widen(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> offsets)
    {
        ReadOnlySpan<byte> min = _min;
        ReadOnlySpan<byte> max = _max;
        ulong low = Prefix(min, 0, min.Length);
        ulong high = Prefix(max, 0, max.Length);
        int start = offsets[0];
        foreach (int end in offsets[1..])
        {
            ulong prefix = Prefix(bytes, start, end - start);

            // Equal prefixes say nothing yet.
            if (prefix <= low && bytes[start..end].SequenceCompareTo(min) < 0)
            {
                min = bytes[start..end];
                low = prefix;
            }

            if (prefix >= high && bytes[start..end].SequenceCompareTo(max) > 0)
            {
                max = bytes[start..end];
                high = prefix;
            }

            start = end;
        }

        _min = min == _min ? _min : min.ToArray();
        _max = max == _max ? _max : max.ToArray();
    }

    // The first eight bytes, shorter text followed by zeros: where two of them differ, they are in the order of their texts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Prefix(ReadOnlySpan<byte> bytes, int start, int length)
    {
        ulong mask = Masks[Math.Min(length, sizeof(ulong))];
        return start <= bytes.Length - sizeof(ulong)
            ? BinaryPrimitives.ReadUInt64BigEndian(bytes[start..]) & mask
            : PrefixAtEnd(bytes[start..]) & mask;
    }

    private static ulong PrefixAtEnd(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        bytes.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }
}
