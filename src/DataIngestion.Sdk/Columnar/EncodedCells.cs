using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Columnar;

/// <summary>The cells of a string column that is encoded as 32-bit codes of the UTF-8 entries of a dictionary. The array must be kept alive while this is used.</summary>
/// <remarks>A row is missing by the array's own validity, never by its entry, and its code means nothing then. Entries may be unused or repeat.</remarks>
internal readonly ref struct EncodedCells
{
    private static readonly DictionaryType Type = new(Int32Type.Default, StringType.Default, ordered: false);

    public EncodedCells(DictionaryArray array)
    {
        if (array.Indices.Data.DataType is not Int32Type || array.Dictionary is not StringArray || array.Dictionary.NullCount > 0)
        {
            throw new ArgumentException("An encoded string column has 32-bit codes of UTF-8 entries, and no entry is missing.", nameof(array));
        }

        Codes = Cells.Of<int>(array.Indices);
        Validity = new Validity(array.Indices);
        Entries = array.Dictionary;
    }

    public ReadOnlySpan<int> Codes { get; }

    public Validity Validity { get; }

    public IArrowArray Entries { get; }

    /// <summary>Whether columns of the type hold text, encoded or not.</summary>
    public static bool IsText(IArrowType type) => Logical(type) is StringType;

    /// <summary>The type that a column has for the contract.</summary>
    public static IArrowType Logical(IArrowType type) => type is DictionaryType { ValueType: StringType } encoded ? encoded.ValueType : type;

    public static ArrayData Data(int rows, int missing, ArrowBuffer validity, ArrowBuffer codes, ArrayData entries) =>
        new(Type, rows, missing, 0, (ArrowBuffer[])[validity, codes], [], entries);

    /// <summary>Marks the entries that rows have.</summary>
    public bool[] Used()
    {
        bool[] used = new bool[Entries.Length];
        for (int row = Validity.Next(0, valid: true); row < Codes.Length;)
        {
            int end = Validity.Next(row, valid: false);
            foreach (int code in Codes[row..end])
            {
                used[code] = true;
            }

            row = Validity.Next(end, valid: true);
        }

        return used;
    }

    /// <summary>The entries, those that no row has left missing. It shares the memory of the dictionary.</summary>
    public IArrowArray UsedEntries()
    {
        bool[] used = Used();
        int offset = Entries.Offset;
        byte[] bits = new byte[BitUtility.ByteCount(offset + used.Length)];
        int missing = 0;
        for (int entry = 0; entry < used.Length; entry++)
        {
            BitUtility.SetBit(bits, offset + entry, used[entry]);
            missing += used[entry] ? 0 : 1;
        }

        ArrowBuffer[] buffers = Entries.Data.Buffers;
        return new StringArray(new ArrayData(StringType.Default, used.Length, missing, offset, (ArrowBuffer[])[new ArrowBuffer(bits), buffers[1], buffers[2]], []));
    }

    /// <summary>The same text as plain strings.</summary>
    public static StringArray Decode(DictionaryArray array)
    {
        EncodedCells cells = new(array);
        ByteCells entries = new(cells.Entries);
        ReadOnlySpan<int> codes = cells.Codes;
        ArrowBuffer.Builder<int> offsets = ColumnBuffer.Of<int>(codes.Length + 1);
        Span<int> ends = offsets.Span;
        ends[0] = 0;
        for (int row = 0; row < codes.Length; row++)
        {
            ends[row + 1] = checked(ends[row] + (cells.Validity[row] ? entries[codes[row]].Length : 0));
        }

        ArrowBuffer.Builder<byte> text = ColumnBuffer.Of<byte>(ends[codes.Length]);
        Span<byte> target = text.Span;
        for (int row = 0; row < codes.Length; row++)
        {
            if (ends[row + 1] > ends[row])
            {
                entries[codes[row]].CopyTo(target[ends[row]..]);
            }
        }

        StringArray decoded = new(new ArrayData(
            StringType.Default, codes.Length, array.NullCount, 0, (ArrowBuffer[])[cells.Validity.ToBuffer(), offsets.Build(), text.Build()], []));
        GC.KeepAlive(array);
        return decoded;
    }
}
