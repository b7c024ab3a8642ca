using DataIngestion.Drift;
using DataIngestion.Reports;

namespace DataIngestion;

/// <summary>A drift report as one HTML file: the verdict and why, the columns that drifted, the target, the concept, and the columns that did not drift.</summary>
/// <remarks>
/// It needs no network and, but for its search, no script. Everything foreign is escaped, a content security policy lets the page load nothing, and values of
/// masked columns are left out. An instance displays itself in a notebook. <see cref="DriftReportJson"/> has the same as JSON.
/// </remarks>
/// <param name="report">What was found.</param>
[TypeFormatterSource(typeof(NotebookFormatterSource))]
public sealed class DriftPage(DriftReport report)
{
    /// <summary>Writes the page.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="writer">Where to; it stays open. A file has to be UTF-8.</param>
    /// <exception cref="ArgumentNullException">An argument is missing.</exception>
    public static void Write(DriftReport report, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        DriftReport shown = MaskedColumns.Withhold(report);
        DriftCard[] cards = DriftCard.Ranked(shown);
        PageFrame.Write(writer, $"{HtmlText.Shorten(DriftHeader.Name(shown), 200)}: {DriftVerdict.Of(shown).Text}", html =>
        {
            DriftHeader.Write(html, shown);
            DriftFilter.Write(html, shown, cards);
            DriftSections.Write(html, shown, cards);
        });
    }

    /// <summary>The page as text.</summary>
    /// <param name="report">What was found.</param>
    /// <returns>A whole HTML document.</returns>
    /// <exception cref="ArgumentNullException">The report is missing.</exception>
    public static string ToHtml(DriftReport report)
    {
        using StringWriter writer = new();
        Write(report, writer);
        return writer.ToString();
    }

    /// <summary>The page as text.</summary>
    /// <returns>A whole HTML document.</returns>
    public override string ToString() => ToHtml(report);
}
