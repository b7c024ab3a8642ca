using System.Globalization;
using DataIngestion.Columnar;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks that values are members of a set.</summary>
public static class OneOfExtensions
{
    /// <summary>Requires text from a set, compared ordinally. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A string column.</param>
    /// <param name="allowed">The allowed values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params string[] allowed) => Add(builder, column, allowed, forbidden: false);

    /// <summary>Requires numbers from a set; exact for integer and decimal columns. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A numeric column.</param>
    /// <param name="allowed">The allowed values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params long[] allowed) => Add(builder, column, allowed, forbidden: false);

    /// <summary>Requires numbers from a set. For float columns the members are rounded to the column's type, for decimal columns they stand for the number that their shortest text shows. Missing values pass, NaN fails.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A numeric column.</param>
    /// <param name="allowed">The allowed values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty or holds a value that is not finite.</exception>
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params double[] allowed) => Add(builder, column, allowed, forbidden: false);

    /// <inheritdoc cref="OneOf(ValidationBuilder, string, long[])"/>
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params decimal[] allowed) => Add(builder, column, allowed, forbidden: false);

    /// <summary>Requires dates from a set. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A date column.</param>
    /// <param name="allowed">The allowed values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params DateOnly[] allowed) => Add(builder, column, allowed, forbidden: false);

    /// <summary>Requires timestamps without a zone from a set. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A timestamp column without a zone.</param>
    /// <param name="allowed">The allowed values of kind Unspecified, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty, or a value has another kind.</exception>
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params DateTime[] allowed) => Add(builder, column, allowed, forbidden: false);

    /// <summary>Requires instants from a set. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A timestamp column with a zone.</param>
    /// <param name="allowed">The allowed instants, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params DateTimeOffset[] allowed) => Add(builder, column, allowed, forbidden: false);

    /// <summary>Requires one of two truth values. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A boolean column.</param>
    /// <param name="allowed">The allowed values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params bool[] allowed) => Add(builder, column, allowed, forbidden: false);

    /// <summary>Requires texts that are not in a set. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="forbidden">The forbidden values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty, or holds a value that no such column can be compared with.</exception>
    public static ValidationBuilder NotOneOf(this ValidationBuilder builder, string column, params string[] forbidden) => Add(builder, column, forbidden, forbidden: true);

    /// <summary>Requires numbers that are not in a set. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="forbidden">The forbidden values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty, or holds a value that no such column can be compared with.</exception>
    public static ValidationBuilder NotOneOf(this ValidationBuilder builder, string column, params long[] forbidden) => Add(builder, column, forbidden, forbidden: true);

    /// <summary>Requires numbers that are not in a set. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="forbidden">The forbidden values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty, or holds a value that no such column can be compared with.</exception>
    public static ValidationBuilder NotOneOf(this ValidationBuilder builder, string column, params double[] forbidden) => Add(builder, column, forbidden, forbidden: true);

    /// <summary>Requires numbers that are not in a set. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="forbidden">The forbidden values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty, or holds a value that no such column can be compared with.</exception>
    public static ValidationBuilder NotOneOf(this ValidationBuilder builder, string column, params decimal[] forbidden) => Add(builder, column, forbidden, forbidden: true);

    /// <summary>Requires dates that are not in a set. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="forbidden">The forbidden values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty, or holds a value that no such column can be compared with.</exception>
    public static ValidationBuilder NotOneOf(this ValidationBuilder builder, string column, params DateOnly[] forbidden) => Add(builder, column, forbidden, forbidden: true);

    /// <summary>Requires timestamps without a zone that are not in a set. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="forbidden">The forbidden values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty, or holds a value that no such column can be compared with.</exception>
    public static ValidationBuilder NotOneOf(this ValidationBuilder builder, string column, params DateTime[] forbidden) => Add(builder, column, forbidden, forbidden: true);

    /// <summary>Requires instants that are not in a set. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="forbidden">The forbidden values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty, or holds a value that no such column can be compared with.</exception>
    public static ValidationBuilder NotOneOf(this ValidationBuilder builder, string column, params DateTimeOffset[] forbidden) => Add(builder, column, forbidden, forbidden: true);

    /// <summary>Requires truth values that are not in a set. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="forbidden">The forbidden values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty, or holds a value that no such column can be compared with.</exception>
    public static ValidationBuilder NotOneOf(this ValidationBuilder builder, string column, params bool[] forbidden) => Add(builder, column, forbidden, forbidden: true);

    private static ValidationBuilder Add(ValidationBuilder builder, string column, string[] values, bool forbidden)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Add(builder, column, values, new AllowedTexts(values), forbidden);
    }

    private static ValidationBuilder Add(ValidationBuilder builder, string column, long[] values, bool forbidden) =>
        Add(builder, column, values, forbidden, ExactNumber.From, value => value.ToString(CultureInfo.InvariantCulture));

    private static ValidationBuilder Add(ValidationBuilder builder, string column, double[] values, bool forbidden) =>
        Add(builder, column, values, forbidden, ExactNumber.From, value => value.ToString("R", CultureInfo.InvariantCulture));

    private static ValidationBuilder Add(ValidationBuilder builder, string column, decimal[] values, bool forbidden) =>
        Add(builder, column, values, forbidden, ExactNumber.From, value => value.ToString(CultureInfo.InvariantCulture));

    private static ValidationBuilder Add(ValidationBuilder builder, string column, DateOnly[] values, bool forbidden)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Add(builder, column, [.. values.Select(value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))], new AllowedDates(values), forbidden);
    }

    private static ValidationBuilder Add(ValidationBuilder builder, string column, DateTime[] values, bool forbidden)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.All(value => value.Kind == DateTimeKind.Unspecified)
            ? Add(builder, column, [.. values.Select(value => value.ToString("O", CultureInfo.InvariantCulture))], new AllowedTimes(values.Select(value => value.Ticks), zoned: false), forbidden)
            : throw new ArgumentException("A timestamp without a zone has the kind Unspecified; use DateTimeOffset for instants.", nameof(values));
    }

    private static ValidationBuilder Add(ValidationBuilder builder, string column, DateTimeOffset[] values, bool forbidden)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Add(
            builder, column, [.. values.Select(value => value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))], new AllowedTimes(values.Select(value => value.UtcTicks), zoned: true), forbidden);
    }

    private static ValidationBuilder Add(ValidationBuilder builder, string column, bool[] values, bool forbidden)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Add(builder, column, [.. values.Select(value => value ? "true" : "false")], new AllowedBooleans(values), forbidden);
    }

    private static ValidationBuilder Add<T>(
        ValidationBuilder builder, string column, T[] values, bool forbidden, Func<T, ExactNumber> exact, Func<T, string> text)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Add(builder, column, [.. values.Select(text)], new AllowedNumbers([.. values.Select(exact)]), forbidden);
    }

    private static ValidationBuilder Add(ValidationBuilder builder, string column, string[] shown, IAllowedValues values, bool forbidden)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return shown.Length > 0
            ? builder.Add(new OneOfValidator(column, shown, values, forbidden))
            : throw new ArgumentException($"The set of values of '{column}' is empty.", nameof(values));
    }
}
