using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Contracts.Casts;

/// <summary>The invariant text of one delivered cell, for reports.</summary>
internal static class CellText
{
    public static string? Of(IArrowArray array, int row)
    {
        if (array.Data.DataType is NullType || array.IsNull(row))
        {
            return null;
        }

        string text = array switch
        {
            BooleanArray flags => flags.GetValue(row) == true ? "true" : "false",
            Int8Array numbers => Number(numbers.Values[row]),
            Int16Array numbers => Number(numbers.Values[row]),
            Int32Array numbers => Number(numbers.Values[row]),
            Int64Array numbers => Number(numbers.Values[row]),
            UInt8Array numbers => Number(numbers.Values[row]),
            UInt16Array numbers => Number(numbers.Values[row]),
            UInt32Array numbers => Number(numbers.Values[row]),
            UInt64Array numbers => Number(numbers.Values[row]),
            FloatArray numbers => Number(numbers.Values[row]),
            DoubleArray numbers => Number(numbers.Values[row]),
            Decimal128Array numbers => DecimalMath.ToText(MemoryMarshal.Read<Int128>(numbers.GetBytes(row)), numbers.Scale),
            Date32Array dates => Date(dates.Values[row]),
            Date64Array dates => Number(dates.Values[row]) + " ms",
            TimestampArray stamps => Stamp(stamps.Values[row], (TimestampType)stamps.Data.DataType),
            _ when TextColumns.IsText(array.Data.DataType) => TextColumns.TryBytes(array, row, out ReadOnlySpan<byte> bytes) ? Encoding.UTF8.GetString(bytes) : "",
            _ => TextColumns.TryBytes(array, row, out ReadOnlySpan<byte> bytes) ? Convert.ToBase64String(bytes) : "",
        };
        GC.KeepAlive(array);
        return text;
    }

    private static string Number<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Date(int days) => days is >= -719_162 and <= 2_932_896
        ? DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : Number(days) + " days since 1970";

    // Plain units since the epoch where the calendar ends, and where nanoseconds would be lost.
    private static string Stamp(long value, TimestampType type)
    {
        string zone = TypedCasts.KindOf(type) == ColumnKind.Timestamp ? "Z" : "";
        return type.Unit != TimeUnit.Nanosecond
            && new ToMicroseconds(type.Unit).TryConvert(value, out long microseconds)
            && microseconds is >= -62_135_596_800_000_000 and <= 253_402_300_799_999_999
            ? DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture) + zone
            : $"{Number(value)} {type.Unit} since 1970{zone}";
    }
}
