using System.Globalization;
using System.Text;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>A .NET custom date format, compiled to steps over UTF-8. Reads exactly what <c>DateTime.TryParseExact</c> with the invariant culture reads; rare specifiers are left to that method itself.</summary>
internal sealed class DateFormat
{
    private static readonly DateTimeFormatInfo Invariant = CreateInvariant();

    // Asked for, these are copied each time.
    private static readonly string[] Months = Invariant.MonthNames;
    private static readonly string[] ShortMonths = Invariant.AbbreviatedMonthNames;

    private readonly DateFormatStep[]? _steps;
    private readonly bool _hasZone;

    private DateFormat(string text, DateFormatStep[]? steps, bool iso)
    {
        (Text, _steps, IsIsoDateTime) = (text, steps, iso);
        Numeric = NumericDate.Of(text, steps);
        _hasZone = DateFormatSyntax.HasZone(text);
    }

    public static DateFormat IsoDate { get; } = Compile("yyyy-MM-dd");

    /// <summary>ISO 8601 with <c>T</c> or a space, seconds, fraction and zone optional.</summary>
    public static DateFormat IsoDateTime { get; } = new("ISO 8601", null, iso: true);

    public string Text { get; }

    /// <summary>The faster reader of a format that is three numbers.</summary>
    public NumericDate? Numeric { get; }

    public bool IsIsoDateTime { get; }

    public static DateFormat Compile(string format) => new(format, DateFormatSyntax.Steps(format), iso: false);

    public bool TryParse(ReadOnlySpan<byte> text, out Moment moment) =>
        Numeric is not null ? TryParseNumeric(text, Numeric, out moment)
        : IsIsoDateTime ? TryParseIso(text, out moment)
        : _steps is not null ? TryParseSteps(text, _steps, out moment)
        : TryParseSlowly(text, out moment);

    // No such date has more than ten bytes.
    private static bool TryParseNumeric(ReadOnlySpan<byte> text, NumericDate format, out Moment moment)
    {
        int days = 0;
        bool fits = text.Length <= CellView.MostShort && format.TryRead(CellView.Short(text), out days);
        moment = fits ? new(days, 0, HasZone: false, 0) : default;
        return fits;
    }

    private static bool TryParseIso(ReadOnlySpan<byte> text, out Moment moment)
    {
        TextCursor cursor = new(text);
        moment = default;
        if (!(cursor.TakeDigits(4, 4, out int year) && cursor.Take((byte)'-')
            && cursor.TakeDigits(2, 2, out int month) && cursor.Take((byte)'-')
            && cursor.TakeDigits(2, 2, out int day)
            && (cursor.Take((byte)'T') || cursor.Take((byte)' '))
            && cursor.TakeDigits(2, 2, out int hour) && cursor.Take((byte)':')
            && cursor.TakeDigits(2, 2, out int minute)))
        {
            return false;
        }

        int second = 0, fraction = 0, offset = 0;
        if (cursor.Take((byte)':'))
        {
            if (!cursor.TakeDigits(2, 2, out second) || (cursor.Take((byte)'.') && !cursor.TakeFraction(1, 9, out fraction)))
            {
                return false;
            }
        }

        bool hasZone = !cursor.AtEnd;
        return (!hasZone || cursor.TakeZone(minutesRequired: false, out offset))
            && cursor.AtEnd
            && TryTimeOfDay(hour, minute, second, fraction, out long time)
            && Moment.TryCreate(year, month, day, time, hasZone, offset, out moment);
    }

    private static bool TryParseSteps(ReadOnlySpan<byte> text, DateFormatStep[] steps, out Moment moment)
    {
        TextCursor cursor = new(text);
        int year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0, fraction = 0, offset = 0;
        bool hasZone = false;
        moment = default;
        foreach (DateFormatStep step in steps)
        {
            bool taken = step.Kind switch
            {
                DateFormatStepKind.Literal => cursor.Take(step.Literal),
                DateFormatStepKind.Year => cursor.TakeDigits(4, 4, out year),
                DateFormatStepKind.TwoDigitYear => cursor.TakeDigits(2, 2, out year),
                DateFormatStepKind.Month => cursor.TakeDigits(step.Minimum, 2, out month),
                DateFormatStepKind.AbbreviatedMonth => cursor.TakeName(ShortMonths, out month),
                DateFormatStepKind.MonthName => cursor.TakeName(Months, out month),
                DateFormatStepKind.Day => cursor.TakeDigits(step.Minimum, 2, out day),
                DateFormatStepKind.Hour => cursor.TakeDigits(step.Minimum, 2, out hour),
                DateFormatStepKind.Minute => cursor.TakeDigits(step.Minimum, 2, out minute),
                DateFormatStepKind.Second => cursor.TakeDigits(step.Minimum, 2, out second),
                DateFormatStepKind.Fraction => cursor.TakeFraction(step.Minimum, step.Minimum, out fraction),
                _ => hasZone = cursor.TakeZone(minutesRequired: true, out offset),
            };
            if (!taken)
            {
                return false;
            }

            year = step.Kind == DateFormatStepKind.TwoDigitYear ? Moment.FullYear(year) : year;
        }

        return cursor.AtEnd
            && TryTimeOfDay(hour, minute, second, fraction, out long time)
            && Moment.TryCreate(year, month, day, time, hasZone, offset, out moment);
    }

    private static bool TryTimeOfDay(int hour, int minute, int second, int fraction, out long microseconds)
    {
        microseconds = (((((hour * 60L) + minute) * 60) + second) * 1_000_000) + fraction;
        return hour < 24 && minute < 60 && second < 60;
    }

    private bool TryParseSlowly(ReadOnlySpan<byte> text, out Moment moment)
    {
        moment = default;
        string value = Encoding.UTF8.GetString(text);
        if (!_hasZone)
        {
            return DateTime.TryParseExact(value, Text, Invariant, DateTimeStyles.None, out DateTime local)
                && Moment.TryCreate(local, hasZone: false, 0, out moment);
        }

        // A zone that is optional in the format and absent in the text would silently become the machine's own.
        return DateTime.TryParseExact(value, Text, Invariant, DateTimeStyles.RoundtripKind, out DateTime kind)
            && kind.Kind != DateTimeKind.Unspecified
            && DateTimeOffset.TryParseExact(value, Text, Invariant, DateTimeStyles.None, out DateTimeOffset instant)
            && Moment.TryCreate(instant.DateTime, hasZone: true, (int)instant.Offset.TotalMinutes, out moment);
    }

    // The two-digit year rule can be changed machine-wide on some systems; data must not depend on it.
    private static DateTimeFormatInfo CreateInvariant()
    {
        DateTimeFormatInfo format = (DateTimeFormatInfo)CultureInfo.InvariantCulture.DateTimeFormat.Clone();
        format.Calendar = new GregorianCalendar { TwoDigitYearMax = 2049 };
        return DateTimeFormatInfo.ReadOnly(format);
    }
}
