using DataIngestion.Reports;

namespace DataIngestion;

/// <summary>A validation as one HTML file: the verdict, the failed checks with samples, the passed ones. It needs no network and no script.</summary>
/// <remarks>
/// The page holds what the report holds: values of masked columns are masked there. Everything foreign is escaped, and a
/// content security policy lets the page load nothing. An instance displays itself in a notebook.
/// </remarks>
/// <param name="report">What was found.</param>
[TypeFormatterSource(typeof(NotebookFormatterSource))]
public sealed class ValidationPage(ValidationReport report)
{
    /// <summary>Writes the page.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="writer">Where to; it stays open. A file has to be UTF-8.</param>
    /// <exception cref="ArgumentNullException">An argument is missing.</exception>
    public static void Write(ValidationReport report, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        PageFrame.Write(writer, $"{HtmlText.Shorten(report.Name, 200)}: {VerdictSection.Verdict(report)}", html =>
        {
            VerdictSection.Write(html, report);
            CheckFilter.Write(html, report.Results);
            FailedSection.Write(html, report);
            PassedSection.Write(html, report);
        });
    }

    /// <summary>The page as text.</summary>
    /// <param name="report">What was found.</param>
    /// <returns>A whole HTML document.</returns>
    /// <exception cref="ArgumentNullException">The report is missing.</exception>
    public static string ToHtml(ValidationReport report)
    {
        using StringWriter writer = new();
        Write(report, writer);
        return writer.ToString();
    }

    /// <summary>The page as text.</summary>
    /// <returns>A whole HTML document.</returns>
    public override string ToString() => ToHtml(report);
}
