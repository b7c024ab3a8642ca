using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks that text matches a regular expression.</summary>
public static class MatchesExtensions
{
    /// <summary>Requires text that matches a .NET regular expression somewhere; <c>^</c> and <c>$</c> tie it to the ends. Missing values pass.</summary>
    /// <remarks>Matching takes linear time where the pattern allows it. Patterns with look-around or back-references can take long: a value that exceeds <see cref="MatchesOptions.MatchTimeout"/> fails and is counted, and after 100 such values the rule ends as failed.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A string column.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="options">How to match, or <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The pattern cannot be compiled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is not positive.</exception>
    public static ValidationBuilder Matches(this ValidationBuilder builder, string column, string pattern, MatchesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        MatchesOptions used = options ?? new MatchesOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(used.MatchTimeout, TimeSpan.Zero, nameof(options));
        return builder.Add(new MatchesValidator(column, pattern, used));
    }
}
