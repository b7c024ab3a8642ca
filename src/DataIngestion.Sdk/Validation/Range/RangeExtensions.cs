using System.Globalization;
using System.Text;
using DataIngestion.Columnar;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks that values lie between two bounds.</summary>
/// <remarks>Bounds belong to the range unless they are strict; a side that is <see langword="null"/> is open. Missing values pass.</remarks>
#pragma warning disable RS0026 // The overloads differ in the type of the bounds and share their optional parameters, so a call cannot change its meaning.
public static class RangeExtensions
{
    /// <summary>Requires numbers between two whole bounds.</summary>
    /// <remarks>Exact for integer and decimal columns. For float columns the bounds are rounded to the column's type; NaN fails.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A numeric column.</param>
    /// <param name="minimum">The smallest value, or <see langword="null"/>.</param>
    /// <param name="maximum">The largest value, or <see langword="null"/>.</param>
    /// <param name="strictMinimum">Whether the minimum itself fails.</param>
    /// <param name="strictMaximum">Whether the maximum itself fails.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The range is empty or open on both sides.</exception>
    public static ValidationBuilder Range(
        this ValidationBuilder builder, string column, long? minimum, long? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, column, minimum, maximum, strictMinimum, strictMaximum, value => value.ToString(CultureInfo.InvariantCulture),
            new NumberBounds(Exact(minimum), Exact(maximum), strictMinimum, strictMaximum));

    /// <summary>Requires numbers between two bounds.</summary>
    /// <remarks>For decimal columns a bound that is not whole stands for the number that its shortest text shows: 0.1 is one tenth. For float columns the bounds are rounded to the column's type; NaN fails.</remarks>
    /// <inheritdoc cref="Range(ValidationBuilder, string, long?, long?, bool, bool)"/>
    public static ValidationBuilder Range(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, column, minimum, maximum, strictMinimum, strictMaximum, value => value.ToString("R", CultureInfo.InvariantCulture),
            new NumberBounds(minimum is { } low ? ExactNumber.From(low) : null, maximum is { } high ? ExactNumber.From(high) : null, strictMinimum, strictMaximum));

    /// <inheritdoc cref="Range(ValidationBuilder, string, long?, long?, bool, bool)"/>
    public static ValidationBuilder Range(
        this ValidationBuilder builder, string column, decimal? minimum, decimal? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, column, minimum, maximum, strictMinimum, strictMaximum, value => value.ToString(CultureInfo.InvariantCulture),
            new NumberBounds(minimum is { } low ? ExactNumber.From(low) : null, maximum is { } high ? ExactNumber.From(high) : null, strictMinimum, strictMaximum));

    /// <summary>Requires dates between two bounds.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A date column.</param>
    /// <param name="minimum">The smallest value, or <see langword="null"/>.</param>
    /// <param name="maximum">The largest value, or <see langword="null"/>.</param>
    /// <param name="strictMinimum">Whether the minimum itself fails.</param>
    /// <param name="strictMaximum">Whether the maximum itself fails.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The range is empty or open on both sides.</exception>
    public static ValidationBuilder Range(
        this ValidationBuilder builder, string column, DateOnly? minimum, DateOnly? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, column, minimum, maximum, strictMinimum, strictMaximum, value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            new DateBounds(Days(minimum), Days(maximum), strictMinimum, strictMaximum));

    /// <summary>Requires instants between two bounds.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A timestamp column with a zone.</param>
    /// <param name="minimum">The smallest value, or <see langword="null"/>.</param>
    /// <param name="maximum">The largest value, or <see langword="null"/>.</param>
    /// <param name="strictMinimum">Whether the minimum itself fails.</param>
    /// <param name="strictMaximum">Whether the maximum itself fails.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The range is empty or open on both sides.</exception>
    public static ValidationBuilder Range(
        this ValidationBuilder builder, string column, DateTimeOffset? minimum, DateTimeOffset? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, column, minimum, maximum, strictMinimum, strictMaximum, value => value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
            new TimeBounds(Ticks(minimum?.UtcDateTime), Ticks(maximum?.UtcDateTime), strictMinimum, strictMaximum, true));

    /// <summary>Requires zoneless times between two bounds.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A timestamp column without a zone.</param>
    /// <param name="minimum">The smallest value, or <see langword="null"/>.</param>
    /// <param name="maximum">The largest value, or <see langword="null"/>.</param>
    /// <param name="strictMinimum">Whether the minimum itself fails.</param>
    /// <param name="strictMaximum">Whether the maximum itself fails.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A bound has a zone (its kind is not <see cref="DateTimeKind.Unspecified"/>), the range is empty or open on both sides.</exception>
    public static ValidationBuilder Range(
        this ValidationBuilder builder, string column, DateTime? minimum, DateTime? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, column, Zoneless(minimum), Zoneless(maximum), strictMinimum, strictMaximum, value => value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            new TimeBounds(Ticks(minimum), Ticks(maximum), strictMinimum, strictMaximum, false));

    /// <summary>Requires text between two bounds in the order of Unicode scalar values: upper case before lower case, accents last.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A string column.</param>
    /// <param name="minimum">The smallest value, or <see langword="null"/>.</param>
    /// <param name="maximum">The largest value, or <see langword="null"/>.</param>
    /// <param name="strictMinimum">Whether the minimum itself fails.</param>
    /// <param name="strictMaximum">Whether the maximum itself fails.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The range is empty or open on both sides.</exception>
    public static ValidationBuilder Range(
        this ValidationBuilder builder, string column, string? minimum, string? maximum, bool strictMinimum = false, bool strictMaximum = false)
    {
        TextBounds bounds = new(Utf8(minimum), Utf8(maximum), strictMinimum, strictMaximum);
        bool empty = bounds is { Minimum: { } low, Maximum: { } high } && low.AsSpan().SequenceCompareTo(high) >= (strictMinimum || strictMaximum ? 0 : 1);
        return Add(builder, column, minimum, maximum, empty, strictMinimum, strictMaximum, bounds);
    }

    private static ValidationBuilder Add<T>(
        ValidationBuilder builder, string column, T? minimum, T? maximum, bool strictMinimum, bool strictMaximum, Func<T, string> text, Bounds bounds)
        where T : struct, IComparable<T>
    {
        bool empty = minimum is { } low && maximum is { } high && low.CompareTo(high) >= (strictMinimum || strictMaximum ? 0 : 1);
        return Add(builder, column, minimum is { } from ? text(from) : null, maximum is { } to ? text(to) : null, empty, strictMinimum, strictMaximum, bounds);
    }

    private static ValidationBuilder Add(
        ValidationBuilder builder, string column, string? minimum, string? maximum, bool empty, bool strictMinimum, bool strictMaximum, Bounds bounds)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        string range = $"{(minimum is null ? "…" : strictMinimum ? "> " + minimum : minimum)}, {(maximum is null ? "…" : strictMaximum ? "< " + maximum : maximum)}";
        if (minimum is null && maximum is null)
        {
            throw new ArgumentException($"The range of '{column}' is open on both sides: give a minimum or a maximum.");
        }

        return empty
            ? throw new ArgumentException($"The range of '{column}' is empty: {range}.")
            : builder.Add(new RangeValidator(column, bounds, range));
    }

    private static ExactNumber? Exact(long? value) => value is { } number ? ExactNumber.From(number) : null;

    private static ExactNumber? Days(DateOnly? date) =>
        date is { } day ? ExactNumber.From((long)day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) : null;

    // Ticks are tenths of a microsecond.
    private static ExactNumber? Ticks(DateTime? time) =>
        time is { } instant ? new ExactNumber(instant.Ticks - DateTime.UnixEpoch.Ticks, 1) : null;

    private static DateTime? Zoneless(DateTime? time) => time is null or { Kind: DateTimeKind.Unspecified }
        ? time
        : throw new ArgumentException("A bound of a timestamp without a zone has the kind Unspecified; use DateTimeOffset for instants.");

    private static byte[]? Utf8(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
