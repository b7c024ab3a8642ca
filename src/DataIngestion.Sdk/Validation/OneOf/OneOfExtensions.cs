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
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params string[] allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        return Add(builder, column, allowed, new AllowedTexts(allowed));
    }

    /// <summary>Requires numbers from a set; exact for integer and decimal columns. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A numeric column.</param>
    /// <param name="allowed">The allowed values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params long[] allowed) =>
        Add(builder, column, allowed, ExactNumber.From, value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Requires numbers from a set. For float columns the members are rounded to the column's type, for decimal columns they stand for the number that their shortest text shows. Missing values pass, NaN fails.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A numeric column.</param>
    /// <param name="allowed">The allowed values, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty or holds a value that is not finite.</exception>
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params double[] allowed) =>
        Add(builder, column, allowed, ExactNumber.From, value => value.ToString("R", CultureInfo.InvariantCulture));

    /// <inheritdoc cref="OneOf(ValidationBuilder, string, long[])"/>
    public static ValidationBuilder OneOf(this ValidationBuilder builder, string column, params decimal[] allowed) =>
        Add(builder, column, allowed, ExactNumber.From, value => value.ToString(CultureInfo.InvariantCulture));

    private static ValidationBuilder Add<T>(
        ValidationBuilder builder, string column, T[] allowed, Func<T, ExactNumber> exact, Func<T, string> text)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        return Add(builder, column, [.. allowed.Select(text)], new AllowedNumbers([.. allowed.Select(exact)]));
    }

    private static ValidationBuilder Add(ValidationBuilder builder, string column, string[] shown, IAllowedValues allowed)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return shown.Length > 0
            ? builder.Add(new OneOfValidator(column, shown, allowed))
            : throw new ArgumentException($"The set of allowed values of '{column}' is empty.", nameof(allowed));
    }
}
