using System.Globalization;

namespace DataIngestion.Suites;

/// <summary>A range of times: instants, which end with Z or an offset, or times without a zone.</summary>
internal static class TimeRange
{
    public static void Add(ValidationBuilder rules, CheckSection section, string column, string? minimum, string? maximum, bool strictMinimum, bool strictMaximum)
    {
        (DateTimeOffset? low, DateTimeOffset? high) = (Instant(minimum), Instant(maximum));
        if ((low is not null || minimum is null) && (high is not null || maximum is null))
        {
            rules.Range(column, low, high, strictMinimum, strictMaximum);
            return;
        }

        rules.Range(column, Zoneless(section, "min", minimum), Zoneless(section, "max", maximum), strictMinimum, strictMaximum);
    }

    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant)
        || DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant) ? instant : null;

    private static DateTime? Zoneless(CheckSection section, string name, string? text) => text is null
        ? null
        : DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            ? time
            : throw section.Fault(name, $"is '{text}': both ends of a range of times are times such as 2026-01-31T08:00:00, or both end with Z or an offset");
}
