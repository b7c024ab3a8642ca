using System.Globalization;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

internal sealed class TruncateMask(int length) : ColumnMask
{
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"truncate({length})");

    public override ColumnType? Output(ColumnType type) => type.Kind == ColumnKind.String ? type : null;

    protected override ArrayData ApplyPlain(IArrowArray array, ref long lost)
    {
        Validity validity = new(array);
        ByteCells cells = new(array);
        TextColumn masked = new(array.Length, 16 * array.Length);
        for (int row = 0; row < array.Length; row++)
        {
            if (validity[row])
            {
                masked.Append(Head(cells[row]));
            }
            else
            {
                masked.AppendMissing();
            }
        }

        return masked.Build();
    }

    private ReadOnlySpan<byte> Head(ReadOnlySpan<byte> text)
    {
        int scalars = 0;
        for (int at = 0; at < text.Length; at++)
        {
            // A byte 10xxxxxx continues a scalar value; any other begins one.
            if ((text[at] & 0xC0) != 0x80 && scalars++ == length)
            {
                return text[..at];
            }
        }

        return text;
    }
}
