using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks of text against the patterns of SQL's LIKE: <c>%</c> is any text, <c>_</c> one code point, <c>[a-c]</c> one of some characters and <c>[^a-c]</c> none of them (as SQL Server has it), all else itself, case included.</summary>
public static class LikeExtensions
{
    /// <summary>Requires text that is like at least one pattern, as a whole. A backslash before <c>%</c>, <c>_</c>, <c>[</c> or itself takes away its meaning. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A string column.</param>
    /// <param name="patterns">The patterns, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">No pattern is given, or one is malformed.</exception>
    public static ValidationBuilder Like(this ValidationBuilder builder, string column, params string[] patterns) =>
        Add(builder, column, patterns, PatternMode.Any, "like", "like");

    /// <summary>Requires text that is like every pattern, as a whole. Missing values pass.</summary>
    /// <inheritdoc cref="Like"/>
    public static ValidationBuilder LikeAll(this ValidationBuilder builder, string column, params string[] patterns) =>
        Add(builder, column, patterns, PatternMode.All, "like_all", "like all of");

    /// <summary>Requires text that is like no pattern, as a whole. Missing values pass.</summary>
    /// <inheritdoc cref="Like"/>
    public static ValidationBuilder NotLike(this ValidationBuilder builder, string column, params string[] patterns) =>
        Add(builder, column, patterns, PatternMode.None, "not_like", "like none of");

    private static ValidationBuilder Add(ValidationBuilder builder, string column, string[] patterns, PatternMode mode, string check, string relation)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(patterns);
        if (patterns.Length == 0)
        {
            throw new ArgumentException($"No pattern is given for '{column}': name at least one.", nameof(patterns));
        }

        string list = OneOfValidator.List(patterns);
        PatternSet set = PatternSet.Compile(column, [.. patterns.Select(pattern => LikePattern.ToRegex(pattern, '\\'))], mode, new MatchesOptions());
        return builder.Add(new MatchesValidator($"{check}({column}, {list})", column, $"{column} to be {relation} {list}", set));
    }
}
