namespace DataIngestion.Contracts.Casts;

/// <summary>A date with time of day as read from text, before a column's type decides whether it fits.</summary>
internal readonly record struct Moment(int Days, long MicrosecondsOfDay, bool HasZone, int OffsetMinutes)
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private const long MicrosecondsPerMinute = 60_000_000;
    private const int EpochDayNumber = 719_162;
    private const int MaxZoneMinutes = 14 * 60;

    // 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999Z.
    private const long MinInstant = -EpochDayNumber * MicrosecondsPerDay;
    private const long MaxInstant = (2_932_897 * MicrosecondsPerDay) - 1;

    /// <summary>Microseconds since 1970-01-01; in UTC where the text had a zone.</summary>
    public long Microseconds => (Days * MicrosecondsPerDay) + MicrosecondsOfDay - (OffsetMinutes * MicrosecondsPerMinute);

    public static bool TryCreate(int year, int month, int day, long microsecondsOfDay, bool hasZone, int offsetMinutes, out Moment moment)
    {
        moment = default;
        if (!CalendarDays.TryFind(year, month, day, out int days) || Math.Abs(offsetMinutes) > MaxZoneMinutes)
        {
            return false;
        }

        moment = new(days, microsecondsOfDay, hasZone, offsetMinutes);
        return moment.Microseconds is >= MinInstant and <= MaxInstant;
    }

    public static bool TryCreate(DateTime local, bool hasZone, int offsetMinutes, out Moment moment)
    {
        moment = default;
        long ticks = local.TimeOfDay.Ticks;
        return ticks % TimeSpan.TicksPerMicrosecond == 0
            && TryCreate(local.Year, local.Month, local.Day, ticks / TimeSpan.TicksPerMicrosecond, hasZone, offsetMinutes, out moment);
    }

    /// <summary>Two-digit years as .NET's invariant culture reads them: 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999.</summary>
    public static int FullYear(int twoDigits) => twoDigits < 50 ? 2000 + twoDigits : 1900 + twoDigits;
}
