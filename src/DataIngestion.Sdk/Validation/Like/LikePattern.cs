using System.Text;
using System.Text.RegularExpressions;

namespace DataIngestion.Validation;

/// <summary>Translates the patterns of SQL's LIKE.</summary>
internal static class LikePattern
{
    // A code point beyond the first 65,536 is a pair of surrogates, and half of a pair is none.
    private const string OneCodePoint = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\uD800-\uDFFF])";

    /// <summary>The regular expression that matches the whole of what the pattern matches.</summary>
    /// <exception cref="ArgumentException">The pattern ends in its escape character, or has it before an ordinary one.</exception>
    public static string ToRegex(string pattern, char? escape)
    {
        StringBuilder regex = new(@"\A");
        for (int at = 0; at < pattern.Length; at++)
        {
            char one = pattern[at];
            if (one == escape)
            {
                one = ++at < pattern.Length && (pattern[at] is '%' or '_' or '[' || pattern[at] == escape)
                    ? pattern[at]
                    : throw new ArgumentException($"In the LIKE pattern '{pattern}' the escape character '{escape}' stands before none of %, _, [ and itself.", nameof(pattern));
                regex.Append(Regex.Escape(one.ToString()));
                continue;
            }

            if (one == '[')
            {
                int end = pattern.IndexOf(']', at + 1);
                regex.Append(end > at + 1 ? Set(pattern[(at + 1)..end]) : throw new ArgumentException($"In the LIKE pattern '{pattern}' a bracket is not closed or empty.", nameof(pattern)));
                at = end;
                continue;
            }

            regex.Append(one switch
            {
                '%' => @"[\s\S]*",
                '_' => OneCodePoint,
                _ => Regex.Escape(one.ToString()),
            });
        }

        return regex.Append(@"\z").ToString();
    }

    // A pair of surrogates is never one of the characters of a set, but it is none of them.
    private static string Set(string members)
    {
        bool excluded = members.Length > 1 && members[0] == '^';
        string listed = Regex.Replace(excluded ? members[1..] : members, @"[\\\[\]^]", match => "\\" + match.Value);
        return excluded ? $@"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^{listed}])" : $"[{listed}]";
    }
}
