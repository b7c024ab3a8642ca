using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check that the values of a row differ.</summary>
public static class UniqueWithinRowExtensions
{
    /// <summary>Requires the values of some columns to differ from each other in each row.</summary>
    /// <remarks>Values compare as in <see cref="PairExtensions.PairEqual"/>; every two columns are compared, so the cost grows with the square of their number.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="columns">Two or more columns of comparable types.</param>
    /// <param name="missing">What happens where values are missing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">There are fewer than two columns, or one is given twice.</exception>
    public static ValidationBuilder UniqueWithinRow(
        this ValidationBuilder builder, IReadOnlyList<string> columns, MissingRows missing = MissingRows.PassWhenAnyMissing)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Count > 1 && columns.Distinct(StringComparer.Ordinal).Count() == columns.Count
            ? builder.Add(new UniqueWithinRowValidator([.. columns], MissingPolicy.Check(missing)))
            : throw new ArgumentException("Name at least two columns, and each column once.", nameof(columns));
    }
}
