using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks that compare two columns row by row.</summary>
/// <remarks>Numbers of different types are compared by their exact value; a decimal with places equals the float that is nearest to it. Text is compared by code points. A date compares with a timestamp as its first instant; timestamps with and without a time zone do not compare.</remarks>
public static class PairExtensions
{
    /// <summary>Requires the values of two columns to be equal in each row. NaN equals NaN.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="first">A column.</param>
    /// <param name="second">Another column of a comparable type.</param>
    /// <param name="missing">What happens where values are missing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A column is compared with itself.</exception>
    public static ValidationBuilder PairEqual(this ValidationBuilder builder, string first, string second, MissingRows missing = MissingRows.PassWhenAnyMissing) =>
        Add(builder, first, second, PairRelation.Equal, missing);

    /// <summary>Requires the value of one column to be greater than that of another in each row. NaN fails.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="first">The column with the greater values.</param>
    /// <param name="second">Another column of a comparable type.</param>
    /// <param name="orEqual">Whether equal values pass.</param>
    /// <param name="missing">What happens where values are missing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A column is compared with itself.</exception>
    public static ValidationBuilder PairGreater(
        this ValidationBuilder builder, string first, string second, bool orEqual = false, MissingRows missing = MissingRows.PassWhenAnyMissing) =>
        Add(builder, first, second, orEqual ? PairRelation.GreaterOrEqual : PairRelation.Greater, missing);

    /// <summary>Requires the values of two columns to be one of some pairs in each row.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="first">A column.</param>
    /// <param name="second">Another column.</param>
    /// <param name="pairs">The pairs, at least one, written as in a text file: <c>12</c>, <c>0.5</c>, <c>2024-12-31</c>, <c>true</c>; <see langword="null"/> stands for a missing value, which only matters where rows with missing values are judged.</param>
    /// <param name="missing">What happens where values are missing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">There is no pair, or both columns are the same. A value that does not fit the type of its column is reported as soon as the types are known.</exception>
    public static ValidationBuilder PairOneOf(
        this ValidationBuilder builder,
        string first,
        string second,
        IReadOnlyList<(string? First, string? Second)> pairs,
        MissingRows missing = MissingRows.PassWhenAnyMissing)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        CheckColumns(builder, first, second);
        return pairs.Count > 0
            ? builder.Add(new PairOneOfValidator(first, second, [.. pairs], MissingPolicy.Check(missing)))
            : throw new ArgumentException($"The list of pairs of '{first}' and '{second}' is empty.", nameof(pairs));
    }

    private static ValidationBuilder Add(ValidationBuilder builder, string first, string second, PairRelation relation, MissingRows missing)
    {
        CheckColumns(builder, first, second);
        return builder.Add(new PairValidator(first, second, relation, MissingPolicy.Check(missing)));
    }

    private static void CheckColumns(ValidationBuilder builder, string first, string second)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(first);
        ArgumentException.ThrowIfNullOrEmpty(second);
        if (first == second)
        {
            throw new ArgumentException($"The column '{first}' is compared with itself.", nameof(second));
        }
    }
}
