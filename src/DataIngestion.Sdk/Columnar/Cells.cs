using System.Runtime.InteropServices;
using Apache.Arrow;

namespace DataIngestion.Columnar;

/// <summary>Spans over the values of an array, its offset applied. The array must be kept alive while they are used.</summary>
internal static class Cells
{
    public static ReadOnlySpan<T> Of<T>(IArrowArray array)
        where T : unmanaged =>
        array.Length == 0 ? default : MemoryMarshal.Cast<byte, T>(array.Data.Buffers[1].Span).Slice(array.Offset, array.Length);
}

/// <summary>The cells of a boolean array.</summary>
internal readonly ref struct BooleanCells(IArrowArray array)
{
    private readonly ReadOnlySpan<byte> _bits = array.Data.Buffers[1].Span;
    private readonly int _offset = array.Offset;

    public bool this[int row] => ((_bits[(row + _offset) >> 3] >> ((row + _offset) & 7)) & 1) != 0;
}

/// <summary>The cells of a string or binary array, which may be encoded as a dictionary without missing entries.</summary>
internal readonly ref struct ByteCells
{
    private readonly ReadOnlySpan<int> _codes;
    private readonly ReadOnlySpan<int> _offsets;
    private readonly ReadOnlySpan<byte> _values;
    private readonly bool _encoded;

    public ByteCells(IArrowArray array)
    {
        if (array is DictionaryArray encoded)
        {
            _encoded = true;
            _codes = Cells.Of<int>(encoded.Indices);
            array = encoded.Dictionary;
        }

        // An empty array may come without an offsets buffer.
        _offsets = array.Length == 0
            ? default
            : MemoryMarshal.Cast<byte, int>(array.Data.Buffers[1].Span).Slice(array.Offset, array.Length + 1);
        _values = array.Data.Buffers[2].Span;
    }

    /// <summary>The text of a row; where the row is missing, any text.</summary>
    public ReadOnlySpan<byte> this[int row]
    {
        get
        {
            int at = _encoded ? _codes[row] : row;

            // The dictionary of nothing but missing rows is empty.
            return at + 1 < _offsets.Length ? _values[_offsets[at].._offsets[at + 1]] : default;
        }
    }
}
