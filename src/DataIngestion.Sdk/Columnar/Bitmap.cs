using Apache.Arrow;

namespace DataIngestion.Columnar;

/// <summary>Builds a null bitmap: all rows are missing until they are set.</summary>
internal sealed class Bitmap
{
    private readonly ArrowBuffer.Builder<byte> _bits;
    private readonly int _rows;
    private int _set;

    public Bitmap(int rows)
    {
        _rows = rows;
        _bits = new ArrowBuffer.Builder<byte>((rows + 7) / 8);
        _bits.Resize((rows + 7) / 8);
        _bits.Span.Clear();
    }

    public int NullCount => _rows - _set;

    // Each row is set at most once.
    public void Set(int row)
    {
        _bits.Span[row >> 3] |= (byte)(1 << (row & 7));
        _set++;
    }

    public ArrowBuffer ToValidity() => NullCount == 0 ? ArrowBuffer.Empty : _bits.Build();

    public ArrowBuffer ToValues() => _bits.Build();
}
