using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>The invariant text of one delivered cell, for reports: of the types that no contract has too.</summary>
internal static class CellText
{
    public static string? Of(IArrowArray array, int row)
    {
        if (array.Data.DataType is NullType || array.IsNull(row))
        {
            return null;
        }

        string? text = array switch
        {
            UInt8Array numbers => Number(numbers.Values[row]),
            UInt16Array numbers => Number(numbers.Values[row]),
            UInt32Array numbers => Number(numbers.Values[row]),
            UInt64Array numbers => Number(numbers.Values[row]),
            Date64Array dates => Number(dates.Values[row]) + " ms",
            BinaryViewArray or LargeBinaryArray or DictionaryArray or Apache.Arrow.Arrays.FixedSizeBinaryArray and not Decimal128Array => OfBytes(array, row),
            _ => ColumnText.Of(array, row),
        };
        GC.KeepAlive(array);
        return text;
    }

    private static string? OfBytes(IArrowArray array, int row) =>
        !TextColumns.TryBytes(array, row, out ReadOnlySpan<byte> bytes) ? null
        : TextColumns.IsText(array.Data.DataType) ? Encoding.UTF8.GetString(bytes)
        : Convert.ToBase64String(bytes);

    private static string Number<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
