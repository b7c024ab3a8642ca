using System.Globalization;

namespace DataIngestion.Suites;

/// <summary>Ranges of numbers, dates and times with a margin, rounded outward.</summary>
internal static class RangeRules
{
    // Beyond it a decimal has no room for the margin.
    private const decimal Largest = 1e27m;

    public static SuggestedCheck? Propose(SuggestedColumn column, SuggestionOptions options, ICollection<string> notes)
    {
        if (column.IsConcealed || column.Facts.Values < options.MinimumValues)
        {
            return null;
        }

        return column.Facts switch
        {
            WholeFacts whole when column.Type.Kind == ColumnKind.Date => OfDates(column, whole, options, notes),
            WholeFacts whole when column.Type.Kind is ColumnKind.Timestamp or ColumnKind.TimestampWithoutZone => OfTimes(column, whole, options, notes),
            WholeFacts whole => OfNumbers(column, Exact(whole.Minimum, whole.Scale), Exact(whole.Maximum, whole.Scale), Unit(whole.Scale), 1, options, notes),
            FloatFacts { Finite: > 0 } floats => OfFloats(column, floats, options, notes),
            _ => null,
        };
    }

    private static SuggestedCheck? OfFloats(SuggestedColumn column, FloatFacts floats, SuggestionOptions options, ICollection<string> notes)
    {
        double share = (double)floats.Finite / floats.Values;
        double mostly = floats.Finite == floats.Values ? 1 : ConfidenceMargin.Below(share, floats.Values);
        return mostly > 0 ? OfNumbers(column, Exact(floats.Minimum), Exact(floats.Maximum), null, mostly, options, notes) : null;
    }

    private static SuggestedCheck? OfNumbers(
        SuggestedColumn column, decimal? seenMinimum, decimal? seenMaximum, decimal? unit, double mostly, SuggestionOptions options, ICollection<string> notes)
    {
        if (seenMinimum is not { } minimum || seenMaximum is not { } maximum)
        {
            notes.Add($"'{column.Name}' has numbers that are too large or too small for the decimals of a suite, so no range is proposed for it.");
            return null;
        }

        decimal margin = (decimal)options.Margin * (maximum > minimum ? maximum - minimum : Math.Abs(maximum));
        decimal step = unit ?? Step(margin);
        decimal low = Rounded(minimum - margin, step, decimal.Floor);
        decimal high = Rounded(maximum + margin, step, decimal.Ceiling);
        bool stops = (minimum >= 0 && low < 0) || (maximum <= 0 && high > 0);
        (low, high) = (minimum >= 0 ? Math.Max(low, 0) : low, maximum <= 0 ? Math.Min(high, 0) : high);
        string reason = $"values from {Text(minimum)} to {Text(maximum)}{Margin(options, maximum > minimum ? "the width" : "the only value")}"
            + (stops ? $"; ends at 0 because no value is {(minimum >= 0 ? "negative" : "positive")}" : "")
            + (mostly < 1 ? $"; some values are NaN or infinite, and 95 % of such data with as many rows have that share of others" : "");
        return Range(column, reason, Text(low), Text(high), Literal(low, unit), Literal(high, unit), mostly);
    }

    private static SuggestedCheck? OfDates(SuggestedColumn column, WholeFacts whole, SuggestionOptions options, ICollection<string> notes)
    {
        DateOnly first = DateOnly.FromDateTime(DateTime.UnixEpoch);
        (long earliest, long latest) = ((long)DateOnly.MinValue.DayNumber - first.DayNumber, (long)DateOnly.MaxValue.DayNumber - first.DayNumber);
        if (whole.Minimum < earliest || whole.Maximum > latest)
        {
            notes.Add($"'{column.Name}' has dates outside the years 1 to 9999, so no range is proposed for it.");
            return null;
        }

        (long low, long high) = Widened(whole, options, 1, earliest, latest);
        (DateOnly from, DateOnly to) = (first.AddDays((int)low), first.AddDays((int)high));
        string reason = $"dates from {Text(first.AddDays((int)whole.Minimum))} to {Text(first.AddDays((int)whole.Maximum))}{Margin(options, "the width, at least a day,")}";
        return Range(column, reason, Text(from), Text(to), CodeText.Of(from), CodeText.Of(to), 1);
    }

    private static SuggestedCheck? OfTimes(SuggestedColumn column, WholeFacts whole, SuggestionOptions options, ICollection<string> notes)
    {
        const long Second = 1_000_000;
        bool zoned = column.Type.Kind == ColumnKind.Timestamp;
        long earliest = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        long latest = ((DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond / Second * Second) - Second;
        if (whole.Minimum < earliest || whole.Maximum > latest)
        {
            notes.Add($"'{column.Name}' has times outside the years 1 to 9999, so no range is proposed for it.");
            return null;
        }

        (long low, long high) = Widened(whole, options, Second, earliest, latest);
        (DateTime from, DateTime to) = (Time(low), Time(high));
        string reason = $"times from {Text(Time((long)whole.Minimum), zoned)} to {Text(Time((long)whole.Maximum), zoned)}{Margin(options, "the width, at least a second,")}";
        return Range(column, reason, Text(from, zoned), Text(to, zoned), CodeText.Of(from, zoned), CodeText.Of(to, zoned), 1);
    }

    private static SuggestedCheck Range(SuggestedColumn column, string reason, string low, string high, string lowCode, string highCode, double mostly) =>
        SuggestedCheck.Of("range", column.Name, reason, [("min", low), ("max", high)], $"Range({CodeText.Of(column.Name)}, {lowCode}, {highCode})", mostly);

    private static (long Low, long High) Widened(WholeFacts whole, SuggestionOptions options, long unit, long smallest, long largest)
    {
        decimal margin = options.Margin == 0 ? 0 : Math.Max(unit, (decimal)options.Margin * (decimal)(whole.Maximum - whole.Minimum));
        decimal low = decimal.Floor(((decimal)whole.Minimum - margin) / unit) * unit;
        decimal high = decimal.Ceiling(((decimal)whole.Maximum + margin) / unit) * unit;
        return ((long)Math.Max(low, smallest), (long)Math.Min(high, largest));
    }

    private static DateTime Time(long microseconds) =>
        DateTime.SpecifyKind(DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), DateTimeKind.Unspecified);

    private static string Margin(SuggestionOptions options, string of) =>
        options.Margin == 0 ? "; no margin" : $"; {SuggestedColumn.Share(options.Margin)} of {of} added on both sides and rounded outward";

    private static decimal Rounded(decimal value, decimal step, Func<decimal, decimal> round) =>
        step == 0 || Math.Abs(value) / Largest >= step ? value : round(value / step) * step;

    // Two digits of the margin are enough.
    private static decimal Step(decimal margin)
    {
        if (margin == 0)
        {
            return 0;
        }

        int exponent = (int)Math.Floor(Math.Log10((double)margin)) - 1;
        return exponent < -20 ? 0 : decimal.Parse(string.Create(CultureInfo.InvariantCulture, $"1e{exponent}"), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static decimal Unit(int scale) => scale > 27 ? 0 : new decimal(1, 0, 0, false, (byte)scale);

    private static decimal? Exact(Int128 value, int scale) =>
        Int128.Abs(value) < (Int128)Largest && scale <= 28 ? Within((decimal)value * (scale > 27 ? 0.0000000000000000000000000001m : Unit(scale))) : null;

    // Digits that a decimal has no room for would move a bound inward.
    private static decimal? Exact(string number) =>
        decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
        && double.Parse(number, CultureInfo.InvariantCulture).Equals(double.Parse(Text(value), CultureInfo.InvariantCulture)) ? Within(value) : null;

    private static decimal? Within(decimal value) => Math.Abs(value) < Largest / 100 ? value : null;

    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateTime time, bool zoned) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + (zoned ? "Z" : "");

    private static string Literal(decimal value, decimal? unit) =>
        unit == 1 && Math.Abs(value) <= long.MaxValue ? Text(value) : Text(value) + "m";
}
