using System.Globalization;
using System.Text;

namespace DataIngestion.Contracts.Casts;

/// <summary>Says what is wrong with a declared format, by writing a moment with it and reading it back.</summary>
internal static class DateFormatCheck
{
    private static readonly DateTimeOffset Sample = new(2013, 11, 24, 17, 38, 0, TimeSpan.FromHours(2));

    public static string? ProblemOf(string? format, ColumnKind kind)
    {
        if (string.IsNullOrEmpty(format))
        {
            return "a format is empty.";
        }

        if (!IsUsable(format))
        {
            return $"'{format}' is not a usable .NET date format: it must hold year, month and day, as in yyyy-MM-dd or M/d/yyyy.";
        }

        return (kind, DateFormatSyntax.HasTime(format), DateFormatSyntax.HasZone(format)) switch
        {
            (ColumnKind.Date, true, _) or (ColumnKind.Date, _, true) => $"'{format}' holds a time of day or a zone, which a date would lose; use timestamp_ntz or timestamp.",
            (ColumnKind.Timestamp, _, false) => $"'{format}' holds no zone (zzz or K), so it names no instant; add one or use timestamp_ntz.",
            (ColumnKind.TimestampWithoutZone, _, true) => $"'{format}' holds a zone, which timestamp_ntz would lose; use timestamp.",
            _ => null,
        };
    }

    /// <summary>Whether a day that is written with the format can be read again.</summary>
    public static bool IsUsable(string format) =>
        TryRoundTrip(format, out Moment moment) && moment.Days == new DateOnly(2013, 11, 24).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static bool TryRoundTrip(string format, out Moment moment)
    {
        moment = default;
        if (format.Length < 2)
        {
            return false;
        }

        try
        {
            string text = Sample.ToString(format, CultureInfo.InvariantCulture);
            return DateFormat.Compile(format).TryParse(Encoding.UTF8.GetBytes(text), out moment);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
