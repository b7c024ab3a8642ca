using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>The check for missing values.</summary>
public static class NotNullValidationBuilderExtensions
{
    /// <summary>Every row has a value.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="column">The column, of any type.</param>
    /// <returns>The rules.</returns>
    public static ValidationBuilder NotNull(this ValidationBuilder rules, string column)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return rules.Add(new NotNullValidator(column));
    }
}
