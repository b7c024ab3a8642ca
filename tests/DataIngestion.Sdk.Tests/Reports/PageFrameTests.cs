using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace DataIngestion.Reports;

public sealed partial class PageFrameTests
{
    [Fact]
    public void Write_Policy_AllowsTheStyleAndTheScriptThatAreThereAndNothingElse()
    {
        string page = Page("title");
        string style = Style().Matches(page).ShouldHaveSingleItem().Groups[1].Value;
        string script = Script().Matches(page).ShouldHaveSingleItem().Groups[1].Value;
        page.ShouldContain(
            "\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; "
            + $"style-src &#39;{Hash(style)}&#39;; script-src &#39;{Hash(script)}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;\"");
    }

    [Fact]
    public void Write_Resources_NameNothingOutsideThePage()
    {
        string page = Page("title");
        page.ShouldNotContain("url(");
        page.ShouldNotContain("@import");
        page.ShouldNotContain("://");
    }

    [Fact]
    public void Write_Title_IsEscaped() => Page("</title><script>").ShouldContain("<title>&lt;/title&gt;&lt;script&gt;</title>");

    [Fact]
    public void Write_Page_HasALanguageAndOneMain()
    {
        string page = Page("title");
        page.ShouldStartWith("<!DOCTYPE html>\n<html lang=\"en\">\n");
        page.ShouldContain("<main>\n<p>text</p></main>");
        page.ShouldEndWith("</body>\n</html>\n");
    }

    private static string Page(string title)
    {
        using StringWriter writer = new();
        PageFrame.Write(writer, title, html => html.Element("p", "text"));
        return writer.ToString();
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
