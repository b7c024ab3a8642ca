using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace DataIngestion.Delta;

// One bound to and from the JSON of add.stats.
internal static class StatisticText
{
    private const int EpochDay = 719_162;
    private const long MicrosPerMillisecond = 1_000;

    // False when the value has no form that readers agree on: then the bound is left out, which only costs pruning.
    public static bool TryFormat(ColumnType type, StatisticValue value, bool isMax, out string json)
    {
        json = type.Kind switch
        {
            ColumnKind.Int8 or ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64 => value.Exact.ToString(CultureInfo.InvariantCulture),
            ColumnKind.Float32 => Real(value.Real, isMax, ((float)value.Real).ToString("R", CultureInfo.InvariantCulture)),
            ColumnKind.Float64 => Real(value.Real, isMax, value.Real.ToString("R", CultureInfo.InvariantCulture)),
            ColumnKind.Decimal => Decimal(value.Exact, type.Scale),
            ColumnKind.Date => Date(value.Exact),
            ColumnKind.Timestamp => Timestamp(value.Exact, "Z"),
            ColumnKind.TimestampWithoutZone => Timestamp(value.Exact, ""),
            ColumnKind.String => Text(value.Text, isMax),
            _ => "",
        };
        return json.Length > 0;
    }

    public static StatisticValue? Parse(ColumnType type, JsonElement value) => (type.Kind, value.ValueKind) switch
    {
        (ColumnKind.String, JsonValueKind.String) => StatisticValue.Of(value.GetString()!),
        (ColumnKind.Date, JsonValueKind.String) => ParseDate(value.GetString()!),
        (ColumnKind.Timestamp or ColumnKind.TimestampWithoutZone, JsonValueKind.String) => ParseTimestamp(value.GetString()!),
        (ColumnKind.Float32, JsonValueKind.Number) => value.TryGetSingle(out float single) ? StatisticValue.Of((double)single) : null,
        (ColumnKind.Float64, JsonValueKind.Number) => value.TryGetDouble(out double real) ? StatisticValue.Of(real) : null,
        (ColumnKind.Int8 or ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64, JsonValueKind.Number) =>
            value.TryGetInt64(out long whole) ? StatisticValue.Of((Int128)whole) : null,
        (ColumnKind.Decimal, JsonValueKind.Number) => ParseDecimal(value.GetRawText(), type.Scale),
        _ => null,
    };

    // Zero has two signs that some readers order: the lower bound takes the negative one, the upper bound the positive one.
    private static string Real(double value, bool isMax, string text)
    {
        if (value == 0)
        {
            return isMax ? "0.0" : "-0.0";
        }

        return !double.IsFinite(value) ? "" : text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static string Decimal(Int128 unscaled, int scale)
    {
        string digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string sign = Int128.IsNegative(unscaled) ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static string Date(Int128 days)
    {
        Int128 day = days + EpochDay;
        return day < DateOnly.MinValue.DayNumber || day > DateOnly.MaxValue.DayNumber
            ? ""
            : $"\"{DateOnly.FromDayNumber((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"";
    }

    // Truncated to milliseconds towards the past, so a reader takes a maximum for up to one millisecond more.
    private static string Timestamp(Int128 micros, string zone)
    {
        long milliseconds = (long)micros / MicrosPerMillisecond - ((long)micros % MicrosPerMillisecond < 0 ? 1 : 0);
        return milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? ""
            : $"\"{DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture)}{zone}\"";
    }

    private static string Text(byte[] utf8, bool isMax)
    {
        if (!Utf8.IsValid(utf8))
        {
            return "";
        }

        string value = Encoding.UTF8.GetString(utf8);
        return (isMax ? StringBounds.Upper(value) : StringBounds.Lower(value)) is { } bound
            ? $"\"{DeltaJson.WriterOptions.Encoder!.Encode(bound)}\""
            : "";
    }

    private static StatisticValue? ParseDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? StatisticValue.Of((Int128)(date.DayNumber - EpochDay))
            : null;

    private static StatisticValue? ParseTimestamp(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? StatisticValue.Of((Int128)Math.Floor((instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (decimal)TimeSpan.TicksPerMicrosecond))
            : null;

    // Exact or nothing: a bound that is rounded may exclude the value that it bounds.
    private static StatisticValue? ParseDecimal(string text, int scale)
    {
        int exponentAt = text.AsSpan().IndexOfAny('e', 'E');
        int exponent = exponentAt < 0 ? 0 : int.TryParse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int parsed) ? parsed : int.MaxValue;
        string mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string fraction = point < 0 ? "" : mantissa[(point + 1)..].TrimEnd('0');
        string whole = point < 0 ? mantissa : mantissa[..point];
        long zeros = (long)scale + exponent - fraction.Length;
        return zeros is < 0 or > 38 || !BigInteger.TryParse(whole + fraction, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger digits)
            ? null
            : ToInt128(digits * BigInteger.Pow(10, (int)zeros));
    }

    private static StatisticValue? ToInt128(BigInteger value) =>
        value >= (BigInteger)Int128.MinValue && value <= (BigInteger)Int128.MaxValue ? StatisticValue.Of((Int128)value) : null;
}
