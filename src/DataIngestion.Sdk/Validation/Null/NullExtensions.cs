using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check that values are missing.</summary>
public static class NullExtensions
{
    /// <summary>Requires that every value is missing.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A column of any type.</param>
    /// <returns>The builder.</returns>
    public static ValidationBuilder Null(this ValidationBuilder builder, string column)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return builder.Add(new NullValidator(column));
    }
}
