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

    public override ArrayData Apply(IArrowArray array, ref long lost)
    {
        Validity validity = new(array);
        TextColumn masked = new(array.Length, checked(_text.Length * array.Length));
        for (int row = 0; row < array.Length; row++)
        {
            if (validity[row])
            {
                masked.Append(_text);
            }
            else
            {
                masked.AppendMissing();
            }
        }

        return masked.Build();
    }
}
