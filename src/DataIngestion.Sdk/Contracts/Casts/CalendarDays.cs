using System.Runtime.CompilerServices;

namespace DataIngestion.Contracts.Casts;

/// <summary>Days since 1970-01-01 of the dates from year 1 to 9999, from tables.</summary>
internal static class CalendarDays
{
    private const int LastYear = 9999;
    private const int EpochDayNumber = 719_162;

    // Room for every number of two digits, and a second half for leap years.
    private const int Months = 128;

    private static readonly int[] FirstDays = [.. Enumerable.Range(0, LastYear + 1).Select(year => year == 0 ? 0 : FirstDayOf(year))];
    private static readonly int[] MonthDays = [.. Enumerable.Range(0, 2 * Months).Select(MonthOf)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFind(int year, int month, int day, out int days)
    {
        days = 0;
        if ((uint)(year - 1) >= LastYear || (uint)month >= Months)
        {
            return false;
        }

        int first = FirstDays[year];
        int entry = MonthDays[month + ((first & 1) * Months)];
        days = (first >> 1) + (entry >> 8) + day - 1;
        return (uint)(day - 1) < (uint)(entry & 0xFF);
    }

    // The lowest bit says whether it is a leap year.
    private static int FirstDayOf(int year) =>
        ((new DateOnly(year, 1, 1).DayNumber - EpochDayNumber) << 1) | (DateTime.IsLeapYear(year) ? 1 : 0);

    // The days of the year before it and, in the lowest byte, its own; none for what is no month.
    private static int MonthOf(int index)
    {
        int month = index % Months;
        int year = index < Months ? 2001 : 2004;
        return month is < 1 or > 12 ? 0 : ((new DateOnly(year, month, 1).DayOfYear - 1) << 8) | DateTime.DaysInMonth(year, month);
    }
}
