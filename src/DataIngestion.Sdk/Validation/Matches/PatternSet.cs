using System.Text.RegularExpressions;

namespace DataIngestion.Validation;

/// <summary>How many patterns a value has to match.</summary>
internal enum PatternMode
{
    Any,
    All,
    None,
}

/// <summary>Compiled patterns of one check. Immutable and thread-safe.</summary>
internal sealed class PatternSet(IReadOnlyList<Regex> patterns, PatternMode mode)
{
    public TimeSpan MatchTimeout => patterns[0].MatchTimeout;

    public string Text => string.Join(", ", patterns);

    public static PatternSet Compile(string column, IReadOnlyList<string> patterns, PatternMode mode, MatchesOptions options) =>
        new([.. patterns.Select(pattern => Compile(column, pattern, options))], mode);

    public bool Accepts(ReadOnlySpan<char> value)
    {
        foreach (Regex pattern in patterns)
        {
            if (pattern.IsMatch(value) != (mode == PatternMode.All))
            {
                return mode == PatternMode.Any;
            }
        }

        return mode != PatternMode.Any;
    }

    private static Regex Compile(string column, string pattern, MatchesOptions options)
    {
        RegexOptions flags = RegexOptions.CultureInvariant | (options.IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new Regex(pattern, flags | RegexOptions.NonBacktracking, options.MatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need the backtracking engine; the time-out bounds what a value can cost.
            PatternProbe.RequireBounded(column, pattern, flags);
            return new Regex(pattern, flags, options.MatchTimeout);
        }
        catch (RegexParseException fault)
        {
            throw new ArgumentException($"The pattern '{pattern}' for the column '{column}' is no regular expression: {fault.Message}", nameof(pattern), fault);
        }
    }
}
