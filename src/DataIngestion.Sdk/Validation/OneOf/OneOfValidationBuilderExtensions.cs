using System.Globalization;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Checks of membership in a set. Missing values pass.</summary>
public static class OneOfValidationBuilderExtensions
{
    /// <summary>Values are members of a set.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="column">The column: text, or whole numbers given as text.</param>
    /// <param name="values">The set; compared ordinally.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static ValidationBuilder OneOf(this ValidationBuilder rules, string column, params IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == 0
            ? throw new ArgumentException($"The set of '{column}' is empty, so every value would fail.", nameof(values))
            : rules.Add(new OneOfValidator(column, values));
    }

    /// <summary>Values are members of a set of whole numbers.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="column">The column of whole numbers.</param>
    /// <param name="values">The set.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static ValidationBuilder OneOf(this ValidationBuilder rules, string column, params IReadOnlyList<long> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return rules.OneOf(column, [.. values.Select(value => value.ToString(CultureInfo.InvariantCulture))]);
    }
}
