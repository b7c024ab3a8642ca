using System.Buffers.Binary;
using System.Numerics;
using Apache.Arrow;

namespace DataIngestion.Columnar;

/// <summary>Which rows of an array hold a value. The array must be kept alive while this is used.</summary>
internal readonly ref struct Validity
{
    public const int WordRows = 64;

    private readonly ReadOnlySpan<byte> _bits;
    private readonly int _offset;
    private readonly int _rows;

    public Validity(IArrowArray array)
    {
        _bits = array.NullCount == 0 ? default : array.Data.Buffers[0].Span;
        _offset = array.Offset;
        _rows = array.Length;
    }

    public bool AllValid => _bits.IsEmpty;

    public bool this[int row] => _bits.IsEmpty || ((_bits[(row + _offset) >> 3] >> ((row + _offset) & 7)) & 1) != 0;

    /// <summary>The rows from <paramref name="row"/> on, the first one in the lowest bit; bits beyond the last row are 0.</summary>
    public ulong Word(int row)
    {
        int count = Math.Min(WordRows, _rows - row);
        ulong mask = ulong.MaxValue >> (WordRows - count);
        if (_bits.IsEmpty)
        {
            return mask;
        }

        int bit = row + _offset;
        return Join(_bits[(bit >> 3)..], bit & 7) & mask;
    }

    /// <summary>The first row from <paramref name="row"/> on that is valid or missing, as asked, or the number of rows when there is none.</summary>
    public int Next(int row, bool valid)
    {
        while (row < _rows)
        {
            ulong word = valid ? Word(row) : ~Word(row);
            if (word != 0)
            {
                return Math.Min(_rows, row + BitOperations.TrailingZeroCount(word));
            }

            row += WordRows;
        }

        return _rows;
    }

    /// <summary>The bits as a buffer of their own without an offset; empty when all rows are valid.</summary>
    public ArrowBuffer ToBuffer()
    {
        if (_bits.IsEmpty)
        {
            return ArrowBuffer.Empty;
        }

        ArrowBuffer.Builder<ulong> words = ColumnBuffer.Of<ulong>((_rows + WordRows - 1) / WordRows);
        Span<ulong> target = words.Span;
        for (int word = 0; word < target.Length; word++)
        {
            ulong bits = Word(word * WordRows);
            target[word] = BitConverter.IsLittleEndian ? bits : BinaryPrimitives.ReverseEndianness(bits);
        }

        return words.Build();
    }

    // 64 bits from bit 0 to 7 of the first byte on; beyond the end they are 0.
    private static ulong Join(ReadOnlySpan<byte> bytes, int shift)
    {
        if (bytes.Length <= sizeof(ulong))
        {
            ulong last = 0;
            for (int at = 0; at < bytes.Length; at++)
            {
                last |= (ulong)bytes[at] << (8 * at);
            }

            return last >> shift;
        }

        // Two shifts, because a shift by 64 is none.
        return (BinaryPrimitives.ReadUInt64LittleEndian(bytes) >> shift) | ((ulong)bytes[sizeof(ulong)] << 1 << (63 - shift));
    }
}
