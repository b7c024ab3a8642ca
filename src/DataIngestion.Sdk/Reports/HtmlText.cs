using System.Buffers;
using System.Globalization;

namespace DataIngestion.Reports;

/// <summary>Makes foreign text safe in HTML, in elements and in quoted attributes alike.</summary>
internal static class HtmlText
{
    // Characters that mean something in HTML, that it forbids, or that hide or reorder the text around them.
    private static readonly SearchValues<char> Special = SearchValues.Create([.. SpecialCharacters()]);

    /// <summary>Writes text in which every special character is escaped, and every invisible one is shown.</summary>
    public static void Write(TextWriter output, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is >= 0 and int at)
        {
            output.Write(text[..at]);
            text = text[at..];
            bool pair = text.Length > 1 && char.IsSurrogatePair(text[0], text[1]);
            if (pair)
            {
                output.Write(text[..2]);
            }
            else
            {
                WriteSpecial(output, text[0]);
            }

            text = text[(pair ? 2 : 1)..];
        }

        output.Write(text);
    }

    /// <summary>Cuts text that is longer than a limit, and says how long it was.</summary>
    public static string Shorten(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}… ({text.Length:N0} characters)");
    }

    private static void WriteSpecial(TextWriter output, char character)
    {
        switch (character)
        {
            case '<': output.Write("&lt;"); break;
            case '>': output.Write("&gt;"); break;
            case '&': output.Write("&amp;"); break;
            case '"': output.Write("&quot;"); break;
            case '\'': output.Write("&#39;"); break;
            case '\n': output.Write("⟨U+000A⟩\n"); break;
            default: output.Write(string.Create(CultureInfo.InvariantCulture, $"⟨U+{(int)character:X4}⟩")); break;
        }
    }

    private static IEnumerable<char> SpecialCharacters()
    {
        // The joiners U+200C and U+200D stay: scripts and emoji need them.
        foreach (char character in "<>&\"'\u00AD\u061C\u180E\u200B\u200E\u200F\u2028\u2029\uFEFF\uFFFE\uFFFF")
        {
            yield return character;
        }

        (int First, int Last)[] ranges = [(0, 0x1F), (0x7F, 0x9F), (0x202A, 0x202E), (0x2060, 0x206F), (0xD800, 0xDFFF), (0xFFF9, 0xFFFB)];
        foreach (char character in ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1)).Select(code => (char)code))
        {
            yield return character;
        }
    }
}
