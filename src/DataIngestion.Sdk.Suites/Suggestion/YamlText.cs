using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DataIngestion.Suites;

/// <summary>Text as a scalar inside a flow mapping, and as a comment.</summary>
internal static partial class YamlText
{
    // What YAML 1.1 or 1.2 reads as something else than text.
    private static readonly HashSet<string> Words = new(["true", "false", "null", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    public static string Of(string text) => Plain().IsMatch(text) && !Words.Contains(text) ? text : Quoted(text);

    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Of))}]";

    /// <summary>One line, whatever is in the text.</summary>
    public static string Line(string text)
    {
        StringBuilder line = new();
        Append(line, text, "");
        return line.ToString();
    }

    /// <summary>In double quotes, with escapes that YAML and C# share.</summary>
    public static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        Append(quoted, text, "\"\\");
        return quoted.Append('"').ToString();
    }

    private static void Append(StringBuilder target, string text, string escaped)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && escaped.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                target.Append('\\').Append(rune);
            }
            else if (IsShown(rune))
            {
                target.Append(rune);
            }
            else
            {
                target.Append(rune.IsBmp ? "\\u" : "\\U").Append(rune.Value.ToString(rune.IsBmp ? "X4" : "X8", CultureInfo.InvariantCulture));
            }
        }
    }

    private static bool IsShown(Rune rune) => rune.Value == ' ' || (Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate) && rune.Value != 0xFFFD);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Plain();
}
