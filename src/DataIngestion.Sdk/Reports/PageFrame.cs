using System.Security.Cryptography;
using System.Text;

namespace DataIngestion.Reports;

/// <summary>What every page has around its content: the head with a policy that lets nothing in, the style, the script.</summary>
internal static class PageFrame
{
    private static readonly string Style = Read("page.css");
    private static readonly string Script = Read("page.js");

    private static readonly string Policy =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'";

    /// <summary>Writes a whole page.</summary>
    public static void Write(TextWriter output, string title, Action<HtmlWriter> content)
    {
        HtmlWriter html = new(output);
        html.Trusted("<!DOCTYPE html>").Line().Open("html", ("lang", "en")).Line();
        WriteHead(html, title);
        html.Open("body").Line().Open("main").Line();
        content(html);
        html.Close().Line().Open("script").Trusted(Script).Close().Line().Close().Line().Close().Line();
    }

    private static void WriteHead(HtmlWriter html, string title) => html
        .Open("head").Line()
        .Void("meta", ("charset", "utf-8")).Line()
        .Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy)).Line()
        .Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line()
        .Void("meta", ("name", "color-scheme"), ("content", "light dark")).Line()
        .Element("title", title).Line()
        .Open("style").Trusted(Style).Close().Line()
        .Close().Line();

    // Browsers turn line ends into line feeds before they hash.
    private static string Read(string name)
    {
        using Stream resource = typeof(PageFrame).Assembly.GetManifestResourceStream($"DataIngestion.Reports.{name}")
            ?? throw new InvalidOperationException($"The assembly was built without its resource '{name}'.");
        using StreamReader reader = new(resource);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
