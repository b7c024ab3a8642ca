using Apache.Arrow;

namespace DataIngestion.Columnar;

/// <summary>Which rows of an array hold a value. The array must be kept alive while this is used.</summary>
internal readonly ref struct Validity
{
    private readonly ReadOnlySpan<byte> _bits;
    private readonly int _offset;

    public Validity(IArrowArray array)
    {
        _bits = array.NullCount == 0 ? default : array.Data.Buffers[0].Span;
        _offset = array.Offset;
    }

    public bool AllValid => _bits.IsEmpty;

    public bool this[int row] => _bits.IsEmpty || ((_bits[(row + _offset) >> 3] >> ((row + _offset) & 7)) & 1) != 0;
}
