using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

/// <summary>Writes a string column row by row into native buffers.</summary>
internal sealed class TextColumn
{
    private readonly ArrowBuffer.Builder<int> _offsets;
    private readonly ArrowBuffer.Builder<byte> _values;
    private readonly Bitmap _validity;
    private readonly int _rows;
    private int _row;

    public TextColumn(int rows, int bytes)
    {
        _rows = rows;
        _offsets = ColumnBuffer.Of<int>(rows + 1);
        _offsets.Span[0] = 0;
        _values = new ArrowBuffer.Builder<byte>(bytes);
        _validity = new Bitmap(rows);
    }

    public void Append(ReadOnlySpan<byte> text)
    {
        _values.Append(text);
        _validity.Set(_row);
        _offsets.Span[++_row] = _values.Length;
    }

    public void AppendMissing() => _offsets.Span[++_row] = _values.Length;

    public ArrayData Build() => new(
        StringType.Default, _rows, _validity.NullCount, 0, (ArrowBuffer[])[_validity.ToValidity(), _offsets.Build(), _values.Build()], []);
}
