using DataIngestion.Contracts.Casts;

namespace DataIngestion.Contracts.Inference;

/// <summary>A way in which dates are commonly written.</summary>
internal sealed record DateCandidate(ColumnType Type, DateFormat Format)
{
    // Where a lenient and a strict form read the same, the first in this list is declared.
    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy-M-d", "yyyy/M/d",
        "M/d/yyyy", "d/M/yyyy",
        "MM-dd-yyyy", "dd-MM-yyyy", "M-d-yyyy", "d-M-yyyy",
        "MM.dd.yyyy", "dd.MM.yyyy", "M.d.yyyy", "d.M.yyyy",
        "M/d/yy", "d/M/yy", "yy/MM/dd",
        "MM-dd-yy", "dd-MM-yy", "yy-MM-dd", "M-d-yy", "d-M-yy",
        "MM.dd.yy", "dd.MM.yy", "yy.MM.dd", "M.d.yy", "d.M.yy",
        "d-MMM-yyyy", "d MMM yyyy", "d-MMM-yy", "MMM d, yyyy", "d MMMM yyyy", "MMMM d, yyyy",
    ];

    private static readonly string[] TimeFormats =
    [
        "M/d/yyyy H:mm", "d/M/yyyy H:mm", "M/d/yyyy H:mm:ss", "d/M/yyyy H:mm:ss",
        "M/d/yy H:mm", "d/M/yy H:mm", "M/d/yy H:mm:ss", "d/M/yy H:mm:ss",
        "M/d/yyyy h:mm tt", "d/M/yyyy h:mm tt", "M/d/yyyy h:mm:ss tt", "d/M/yyyy h:mm:ss tt",
        "yyyy/MM/dd HH:mm", "yyyy/MM/dd HH:mm:ss",
        "d.M.yyyy H:mm", "M.d.yyyy H:mm", "d.M.yyyy H:mm:ss", "M.d.yyyy H:mm:ss",
        "d-M-yyyy H:mm", "M-d-yyyy H:mm", "d-M-yyyy H:mm:ss", "M-d-yyyy H:mm:ss",
    ];

    public static IReadOnlyList<DateCandidate> All { get; } =
    [
        new(ColumnType.Timestamp, DateFormat.IsoDateTime),
        new(ColumnType.TimestampWithoutZone, DateFormat.IsoDateTime),
        .. DateFormats.Select(format => new DateCandidate(ColumnType.Date, DateFormat.Compile(format))),
        .. TimeFormats.Select(format => new DateCandidate(ColumnType.TimestampWithoutZone, DateFormat.Compile(format))),
    ];

    public bool TryRead(ReadOnlySpan<byte> text, out long microseconds)
    {
        bool fits = Format.TryParse(text, out Moment moment) && moment.HasZone == (Type.Kind == ColumnKind.Timestamp);
        microseconds = moment.Microseconds;
        return fits;
    }

    public string Describe(long microseconds)
    {
        string pattern = Type.Kind == ColumnKind.Date ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss";
        return DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond).ToString(pattern, System.Globalization.CultureInfo.InvariantCulture);
    }
}
