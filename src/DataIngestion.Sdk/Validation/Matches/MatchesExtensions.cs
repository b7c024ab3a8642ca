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
    public static ValidationBuilder Matches(this ValidationBuilder builder, string column, string pattern, MatchesOptions? options = null) =>
        Add(builder, column, Single(pattern), PatternMode.All, options, "matches", "match");

    /// <summary>Requires text in which a .NET regular expression matches nowhere. Missing values pass.</summary>
    /// <inheritdoc cref="Matches"/>
    public static ValidationBuilder NotMatches(this ValidationBuilder builder, string column, string pattern, MatchesOptions? options = null) =>
        Add(builder, column, Single(pattern), PatternMode.None, options, "not_matches", "not match");

    /// <summary>Requires text in which at least one of some .NET regular expressions matches. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A string column.</param>
    /// <param name="patterns">The patterns, at least one.</param>
    /// <param name="options">How to match, or <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">No pattern is given, or one cannot be compiled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is not positive.</exception>
    public static ValidationBuilder MatchesAny(this ValidationBuilder builder, string column, IReadOnlyList<string> patterns, MatchesOptions? options = null) =>
        Add(builder, column, patterns, PatternMode.Any, options, "matches_any", "match any of");

    /// <summary>Requires text in which every one of some .NET regular expressions matches. Missing values pass.</summary>
    /// <inheritdoc cref="MatchesAny"/>
    public static ValidationBuilder MatchesAll(this ValidationBuilder builder, string column, IReadOnlyList<string> patterns, MatchesOptions? options = null) =>
        Add(builder, column, patterns, PatternMode.All, options, "matches_all", "match all of");

    /// <summary>Requires text in which none of some .NET regular expressions matches. Missing values pass.</summary>
    /// <inheritdoc cref="MatchesAny"/>
    public static ValidationBuilder MatchesNone(this ValidationBuilder builder, string column, IReadOnlyList<string> patterns, MatchesOptions? options = null) =>
        Add(builder, column, patterns, PatternMode.None, options, "matches_none", "match none of");

    private static ValidationBuilder Add(
        ValidationBuilder builder, string column, IReadOnlyList<string> patterns, PatternMode mode, MatchesOptions? options, string check, string relation)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(patterns);
        if (patterns.Count == 0 || patterns.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException($"The patterns for '{column}' are none, or one of them is empty.", nameof(patterns));
        }

        MatchesOptions used = options ?? new MatchesOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(used.MatchTimeout, TimeSpan.Zero, nameof(options));
        string list = OneOfValidator.List(patterns) + (used.IgnoreCase ? ", any case" : "");
        return builder.Add(new MatchesValidator($"{check}({column}, {list})", column, $"{column} to {relation} {list}", PatternSet.Compile(column, patterns, mode, used)));
    }

    private static string[] Single(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        return [pattern];
    }
}
