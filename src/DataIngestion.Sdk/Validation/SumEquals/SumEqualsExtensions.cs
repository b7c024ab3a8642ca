using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check that the values of a row have a certain sum.</summary>
public static class SumEqualsExtensions
{
    /// <summary>Requires the sum of some columns to be the same number in each row. Where a row with missing values is judged, these count as 0.</summary>
    /// <remarks>Exact where all columns are integers or decimals and no tolerance is given; else the columns are summed in float64, from the first to the last. NaN fails.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="columns">Numeric columns, at least one.</param>
    /// <param name="total">The sum.</param>
    /// <param name="missing">What happens where values are missing.</param>
    /// <param name="tolerance">How far the sum may be from the total, 0 or more and finite. With 0, sums of floats have to be equal to the last bit.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">There is no column, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is not in its range.</exception>
    public static ValidationBuilder SumEquals(
        this ValidationBuilder builder, IReadOnlyList<string> columns, decimal total, MissingRows missing = MissingRows.PassWhenAnyMissing, double tolerance = 0)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(columns);
        if (!(tolerance >= 0 && double.IsFinite(tolerance)))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is 0 or more and finite.");
        }

        return columns.Count > 0 && columns.Distinct(StringComparer.Ordinal).Count() == columns.Count
            ? builder.Add(new SumEqualsValidator([.. columns], total, MissingPolicy.Check(missing), tolerance))
            : throw new ArgumentException("Name at least one column, and each column once.", nameof(columns));
    }
}
