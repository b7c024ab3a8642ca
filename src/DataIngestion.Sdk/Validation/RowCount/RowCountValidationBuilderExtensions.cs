using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>The check of a delivery's size.</summary>
public static class RowCountValidationBuilderExtensions
{
    /// <summary>The delivery has so many rows, those of the wrong shape included.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="minimum">The fewest rows, or <see langword="null"/>.</param>
    /// <param name="maximum">The most rows, or <see langword="null"/>.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="ArgumentException">Both ends are missing, one is negative, or the lower end is above the upper one.</exception>
    public static ValidationBuilder RowCount(this ValidationBuilder rules, long? minimum, long? maximum = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if ((minimum is null && maximum is null) || minimum < 0 || maximum < 0 || minimum > maximum)
        {
            throw new ArgumentException($"A row count from {minimum?.ToString() ?? "nothing"} to {maximum?.ToString() ?? "nothing"} cannot be checked.", nameof(minimum));
        }

        return rules.Add(new RowCountValidator(minimum, maximum));
    }
}
