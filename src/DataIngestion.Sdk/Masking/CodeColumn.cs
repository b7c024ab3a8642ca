using System.Buffers.Binary;
using System.Numerics;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

/// <summary>The codes of an encoded string column, written 64 rows at a time. Rows without a value are missing.</summary>
internal sealed class CodeColumn(int rows)
{
    /// <summary>The code of a row that has no value.</summary>
    public const int Lost = -1;

    private readonly ArrowBuffer.Builder<int> _codes = ColumnBuffer.Of<int>(rows);
    private readonly ArrowBuffer.Builder<ulong> _valid = ColumnBuffer.Of<ulong>((rows + Validity.WordRows - 1) / Validity.WordRows);

    /// <summary>The rows that have a value.</summary>
    public int Valid { get; private set; }

    /// <summary>Where the codes of all rows are written, <see cref="Lost"/> for those without a value, before <see cref="Seal"/>.</summary>
    public Span<int> Codes => _codes.Span;

    /// <summary>Gives each row the new code of its old one.</summary>
    public void Map(ReadOnlySpan<int> codes, Validity validity, ReadOnlySpan<int> map)
    {
        Span<int> target = Codes;
        for (int row = 0; row < codes.Length;)
        {
            int end = validity.Next(row, valid: true);
            target[row..end].Fill(Lost);
            for (row = end, end = validity.Next(row, valid: false); row < end; row++)
            {
                target[row] = map[codes[row]];
            }
        }

        Seal();
    }

    /// <summary>Turns the marks of rows without a value into validity bits.</summary>
    public void Seal()
    {
        Span<int> codes = Codes;
        Span<ulong> words = _valid.Span;
        for (int word = 0; word < words.Length; word++)
        {
            ulong bits = SealWord(codes.Slice(word * Validity.WordRows, Math.Min(Validity.WordRows, rows - (word * Validity.WordRows))));
            words[word] = BitConverter.IsLittleEndian ? bits : BinaryPrimitives.ReverseEndianness(bits);
            Valid += BitOperations.PopCount(bits);
        }
    }

    public ArrayData Build(ArrayData entries) => EncodedCells.Data(
        rows, rows - Valid, Valid == rows ? ArrowBuffer.Empty : _valid.Build(), _codes.Build(), entries);

    private static ulong SealWord(Span<int> codes)
    {
        if (!codes.Contains(Lost))
        {
            return ulong.MaxValue >> (Validity.WordRows - codes.Length);
        }

        ulong bits = 0;
        for (int row = 0; row < codes.Length; row++)
        {
            bits |= codes[row] == Lost ? 0 : 1UL << row;
            codes[row] = Math.Max(codes[row], 0);
        }

        return bits;
    }
}
