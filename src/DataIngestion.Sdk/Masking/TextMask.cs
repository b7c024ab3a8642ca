using System.Text;
using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Contracts.Casts;

namespace DataIngestion.Masking;

/// <summary>Masks the canonical UTF-8 text of each value into another text.</summary>
internal abstract class TextMask : ColumnMask
{
    public override ColumnType? OutputType(ColumnContract column) => ColumnType.String;

    public sealed override IArrowArray Apply(IArrowArray column, out long unmaskable)
    {
        Utf8ColumnBuilder builder = new();
        Validity validity = new(column);
        unmaskable = 0;
        for (int row = 0; row < column.Length; row++)
        {
            if (!validity.IsValid(row))
            {
                builder.AppendNull();
            }
            else if (!TryMask(column is StringArray texts ? texts.GetBytes(row) : Encoding.UTF8.GetBytes(CellText.Of(column, row)!), builder))
            {
                unmaskable++;
                builder.AppendNull();
            }
        }

        GC.KeepAlive(column);
        return builder.Build();
    }

    /// <summary>Appends the masked text, or appends nothing and returns false when there is none.</summary>
    protected abstract bool TryMask(ReadOnlySpan<byte> text, Utf8ColumnBuilder target);
}
