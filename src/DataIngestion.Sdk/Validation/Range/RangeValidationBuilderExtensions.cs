using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Checks of ranges: numbers against number columns, <see cref="DateOnly"/> against dates, <see cref="DateTimeOffset"/> against timestamps. Missing values pass; NaN fails.</summary>
public static class RangeValidationBuilderExtensions
{
    /// <summary>Values are between two ends, both included. Integers and decimals are compared exactly.</summary>
    /// <typeparam name="T">A number type, <see cref="DateOnly"/> or <see cref="DateTimeOffset"/>.</typeparam>
    /// <param name="rules">The rules.</param>
    /// <param name="column">The column.</param>
    /// <param name="minimum">The lower end.</param>
    /// <param name="maximum">The upper end.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="ArgumentException">The type has no range, an end is NaN, or the lower end is above the upper one.</exception>
    public static ValidationBuilder Range<T>(this ValidationBuilder rules, string column, T minimum, T maximum)
        where T : struct, IComparable<T>
    {
        if (minimum.CompareTo(maximum) > 0)
        {
            throw new ArgumentException($"The range of '{column}' is from {minimum} to {maximum}: the lower end is above the upper one.", nameof(minimum));
        }

        return Add(rules, column, RangeBound.Of(minimum), RangeBound.Of(maximum));
    }

    /// <summary>Values are not below an end.</summary>
    /// <typeparam name="T">A number type, <see cref="DateOnly"/> or <see cref="DateTimeOffset"/>.</typeparam>
    /// <param name="rules">The rules.</param>
    /// <param name="column">The column.</param>
    /// <param name="minimum">The lower end.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="ArgumentException">The type has no range, or the end is NaN.</exception>
    public static ValidationBuilder AtLeast<T>(this ValidationBuilder rules, string column, T minimum)
        where T : struct, IComparable<T> => Add(rules, column, RangeBound.Of(minimum), null);

    /// <summary>Values are not above an end.</summary>
    /// <typeparam name="T">A number type, <see cref="DateOnly"/> or <see cref="DateTimeOffset"/>.</typeparam>
    /// <param name="rules">The rules.</param>
    /// <param name="column">The column.</param>
    /// <param name="maximum">The upper end.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="ArgumentException">The type has no range, or the end is NaN.</exception>
    public static ValidationBuilder AtMost<T>(this ValidationBuilder rules, string column, T maximum)
        where T : struct, IComparable<T> => Add(rules, column, null, RangeBound.Of(maximum));

    private static ValidationBuilder Add(ValidationBuilder rules, string column, RangeBound? minimum, RangeBound? maximum)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return rules.Add(new RangeValidator(column, minimum, maximum));
    }
}
