using System.Text.RegularExpressions;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Checks of text against a regular expression. Missing values pass.</summary>
public static class MatchesValidationBuilderExtensions
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    /// <summary>Values match a regular expression somewhere; anchor it with <c>^</c> and <c>$</c> for the whole value.</summary>
    /// <remarks>The expression runs without backtracking, in time linear in the value. One that cannot (with look-around or back references) has 100 ms a value; a value that takes longer fails and is counted.</remarks>
    /// <param name="rules">The rules.</param>
    /// <param name="column">The text column.</param>
    /// <param name="pattern">The .NET regular expression, compared without culture.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="ArgumentException">The expression is not valid.</exception>
    public static ValidationBuilder Matches(this ValidationBuilder rules, string column, string pattern)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(pattern);
        return rules.Add(new MatchesValidator(column, Compile(column, pattern)));
    }

    private static Regex Compile(string column, string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Longest);
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"The pattern '{pattern}' for column '{column}' is no regular expression: {exception.Message}", nameof(pattern), exception);
        }
    }
}
