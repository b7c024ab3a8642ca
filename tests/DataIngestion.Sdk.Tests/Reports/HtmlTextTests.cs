using System.Net;
using CsCheck;

namespace DataIngestion.Reports;

public sealed class HtmlTextTests
{
    [Fact]
    public void Write_AnyPrintableText_IsReadBackByABrowserAsItWas() => Gen.Char[' ', '~'].Array.Select(characters => new string(characters)).Sample(text =>
    {
        string html = Escape(text);
        return WebUtility.HtmlDecode(html) == text && html.IndexOfAny(['<', '>', '"', '\'']) < 0;
    });

    [Fact]
    public void Write_AnyText_LeavesNothingThatIsInvisibleOrForbidden() => Gen.Char.Array.Select(characters => new string(characters)).Sample(text =>
    {
        string html = Escape(text);
        return !html.Any(character => char.IsControl(character) && character != '\n')
            && !html.Any(character => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
            && html.EnumerateRunes().All(rune => rune.Value != 0xFFFD || text.Contains('\uFFFD', StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("a<b", "a&lt;b")]
    [InlineData("&amp;", "&amp;amp;")]
    [InlineData("\"'", "&quot;&#39;")]
    [InlineData("\0", "⟨U+0000⟩")]
    [InlineData("\u001B[31m", "⟨U+001B⟩[31m")]
    [InlineData("\u0085", "⟨U+0085⟩")]
    [InlineData("\u202Eexe", "⟨U+202E⟩exe")]
    [InlineData("\uFEFFa", "⟨U+FEFF⟩a")]
    [InlineData("a\r\nb", "a⟨U+000D⟩⟨U+000A⟩\nb")]
    [InlineData("میخواهم\u200C", "میخواهم\u200C")]
    public void Write_Text_IsEscapedOrShown(string text, string expected) => Escape(text).ShouldBe(expected);

    [Fact]
    public void Write_Surrogates_KeepsPairsAndShowsLoneOnes() =>
        Escape("\uD83D\uDE00|\uD83D|\uDE00").ShouldBe("\uD83D\uDE00|⟨U+D83D⟩|⟨U+DE00⟩");

    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abcd… (5 characters)")]
    [InlineData("abc\U0001F600", 4, "abc… (5 characters)")]
    public void Shorten_Text_IsCutBetweenCharacters(string text, int limit, string expected) => HtmlText.Shorten(text, limit).ShouldBe(expected);

    private static string Escape(string text)
    {
        using StringWriter writer = new();
        HtmlText.Write(writer, text);
        return writer.ToString();
    }
}
