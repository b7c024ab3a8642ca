using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Columnar;

/// <summary>The invariant text of one cell, for reports.</summary>
internal static class ColumnText
{
    private const int Longest = 64;

    public static string? Of(IArrowArray array, int row)
    {
        if (array.IsNull(row))
        {
            return null;
        }

        string text = array.Data.DataType switch
        {
            StringType or DictionaryType => Encoding.UTF8.GetString(new ByteCells(array)[row]),
            BinaryType => Convert.ToBase64String(new ByteCells(array)[row]),
            IArrowType type => Fixed(array, row, type),
        };
        GC.KeepAlive(array);
        return text;
    }

    public static string? Shorten(string? text)
    {
        if (text is null || text.Length <= Longest)
        {
            return text;
        }

        // Half a surrogate pair is no text.
        int kept = char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1;
        return string.Concat(text.AsSpan(0, kept), "…");
    }

    private static string Fixed(IArrowArray array, int row, IArrowType type)
    {
        Span<byte> text = stackalloc byte[CanonicalText.MaximumLength];
        int written = type switch
        {
            BooleanType => CanonicalText.Boolean(new BooleanCells(array)[row], text),
            Int8Type => CanonicalText.Integer(Cells.Of<sbyte>(array)[row], text),
            Int16Type => CanonicalText.Integer(Cells.Of<short>(array)[row], text),
            Int32Type => CanonicalText.Integer(Cells.Of<int>(array)[row], text),
            Int64Type => CanonicalText.Integer(Cells.Of<long>(array)[row], text),
            FloatType => CanonicalText.Float32(Cells.Of<float>(array)[row], text),
            DoubleType => CanonicalText.Float64(Cells.Of<double>(array)[row], text),
            Decimal128Type number => CanonicalText.Decimal(Cells.Of<Int128>(array)[row], number.Scale, text),
            Date32Type => CanonicalText.Date(Cells.Of<int>(array)[row], text),
            TimestampType time => CanonicalText.Timestamp(Cells.Of<long>(array)[row], time.Unit, !string.IsNullOrEmpty(time.Timezone), text),
            _ => throw new ArgumentException($"The Arrow type {type.Name} is no contract type."),
        };
        return Encoding.UTF8.GetString(text[..written]);
    }
}
