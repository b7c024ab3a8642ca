using System.Globalization;
using DataIngestion.Drift;

namespace DataIngestion.Reports;

/// <summary>The head of the page: what was compared, whether it drifted, and why.</summary>
internal static class DriftHeader
{
    public static string Name(DriftReport report) => report.Name.Length == 0 ? "Drift" : report.Name;

    public static void Write(HtmlWriter html, DriftReport report)
    {
        DriftVerdict verdict = DriftVerdict.Of(report);
        string tone = report.Drifted ? "error" : verdict.Text == DriftVerdict.None ? "good" : "warning";
        html.Open("header").Line()
            .Element("h1", HtmlText.Shorten(Name(report), 500), ("dir", "auto")).Line()
            .Element("p", verdict.Text, ("class", $"verdict {tone}")).Line()
            .Element("p", HtmlText.Shorten(verdict.Why, 2000)).Line();
        if (report.Note is { } note && note != verdict.Why)
        {
            html.Element("p", HtmlText.Shorten(note, 4000), ("class", "note")).Line();
        }

        WriteFigures(html, report);
        html.Close().Line();
    }

    private static void WriteFigures(HtmlWriter html, DriftReport report)
    {
        html.Open("dl", ("class", "figures")).Line();
        Figure(html, "Columns compared", Figures.Count(report.Results.Select(result => result.Column).Distinct().Count()));
        Figure(html, "Drifted", Figures.Count(report.Results.Where(result => result.Drifted).Select(result => result.Column).Distinct().Count()));
        if (report.Columns.Count > 0)
        {
            Figure(html, "Reference rows", Figures.Count(report.Columns.Max(shape => shape.Reference.Rows)));
            Figure(html, "Current rows", Figures.Count(report.Columns.Max(shape => shape.Current.Rows)));
        }

        if (report.ReferenceVersion is { } version)
        {
            Figure(html, "Reference version", version.ToString(CultureInfo.InvariantCulture));
        }

        if (report.Correction is { } correction)
        {
            Figure(html, "p-values corrected by", correction == "none" ? "nothing" : DriftLabels.Name(correction));
        }

        if (report.At is { } at)
        {
            html.Open("div").Element("dt", "Compared at").Open("dd")
                .Element("time", Figures.Time(at), ("datetime", at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))).Close().Close().Line();
        }

        html.Close().Line();
    }

    private static void Figure(HtmlWriter html, string name, string value) =>
        html.Open("div").Element("dt", name).Element("dd", value).Close().Line();
}
