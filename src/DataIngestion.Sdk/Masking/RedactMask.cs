using System.Text;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

internal sealed class RedactMask(string text) : ColumnMask
{
    private readonly byte[] _text = Encoding.UTF8.GetBytes(text);

    public override string Name => "redact";

    public override bool IsWithheld => true;

    public override ColumnType? Output(ColumnType type) => ColumnType.String;

    // Only whether there is a value makes a difference.
    public override ArrayData Apply(IArrowArray array, ref long lost) => ApplyPlain(array, ref lost);

    protected override ArrayData ApplyPlain(IArrowArray array, ref long lost)
    {
        ArrowBuffer.Builder<int> codes = ColumnBuffer.Of<int>(array.Length);
        codes.Span.Clear();
        TextColumn entry = new(1, _text.Length);
        entry.Append(_text);
        return EncodedCells.Data(array.Length, array.NullCount, new Validity(array).ToBuffer(), codes.Build(), entry.Build());
    }
}
