using System.Text;
using System.Text.RegularExpressions;

namespace DataIngestion.Sources;

/// <summary>A file pattern over store paths: <c>*</c>, <c>?</c>, <c>**</c>, <c>{a,b}</c>. Compared ordinally.</summary>
internal sealed class GlobPattern
{
    private static readonly char[] Special = ['*', '?', '{'];
    private readonly Regex _regex;

    public GlobPattern(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        if (Path.IsPathRooted(pattern) || pattern.Split('/').Any(segment => segment is "" or "." or ".."))
        {
            throw new ArgumentException($"'{pattern}' is no file pattern: it is relative to the store and has no empty, '.' or '..' part.", nameof(pattern));
        }

        Text = pattern;
        int special = pattern.IndexOfAny(Special);
        int slash = pattern.LastIndexOf('/', special < 0 ? pattern.Length - 1 : special);
        Folder = slash < 0 ? "" : pattern[..slash];
        _regex = new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    public string Text { get; }

    /// <summary>The deepest folder that all matches are in: only that is listed.</summary>
    public string Folder { get; }

    public bool Matches(string path) => _regex.IsMatch(path);

    private static string Translate(string pattern)
    {
        StringBuilder regex = new("^");
        int depth = 0;
        for (int at = 0; at < pattern.Length; at++)
        {
            if (pattern.AsSpan(at).StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                at += 2;
            }
            else if (pattern.AsSpan(at).StartsWith("**"))
            {
                regex.Append(".*");
                at++;
            }
            else
            {
                regex.Append(Translate(pattern[at], ref depth));
            }
        }

        return depth == 0 ? regex.Append('$').ToString() : throw new ArgumentException($"'{pattern}' has a '{{' without its '}}'.", nameof(pattern));
    }

    private static string Translate(char character, ref int depth)
    {
        switch (character)
        {
            case '*':
                return "[^/]*";
            case '?':
                return "[^/]";
            case '{':
                depth++;
                return "(?:";
            case '}' when depth > 0:
                depth--;
                return ")";
            case ',' when depth > 0:
                return "|";
            default:
                return Regex.Escape(character.ToString());
        }
    }
}
