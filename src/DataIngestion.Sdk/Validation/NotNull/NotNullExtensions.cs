using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check that a column has a value in every row.</summary>
public static class NotNullExtensions
{
    /// <summary>Requires a value in every row. NaN is a value.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column, of any type.</param>
    /// <returns>The builder.</returns>
    public static ValidationBuilder NotNull(this ValidationBuilder builder, string column)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return builder.Add(new NotNullValidator(column));
    }
}
