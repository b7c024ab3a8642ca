namespace DataIngestion.Reports;

/// <summary>The head of the page: what was checked and whether it may be used.</summary>
internal static class VerdictSection
{
    public static string Verdict(ValidationReport report) => report switch
    {
        { Results.Count: 0 } => "Nothing was checked",
        { Passed: false } => "Failed",
        _ when report.Results.Any(result => result is { Passed: false, Severity: Severity.Warning }) => "Passed with warnings",
        _ => "Passed",
    };

    public static void Write(HtmlWriter html, ValidationReport report)
    {
        html.Open("header").Line()
            .Element("h1", HtmlText.Shorten(report.Name, 500), ("dir", "auto")).Line()
            .Element("p", Verdict(report), ("class", $"verdict {Tone(report)}")).Line();
        WriteConsequence(html, report);
        html
            .Open("dl", ("class", "figures")).Line();
        Figure(html, "Rows", Figures.Count(report.Rows));
        Figure(html, "Checks", Figures.Count(report.Results.Count));
        Figure(html, "Errors", Figures.Count(Failed(report, Severity.Error)));
        Figure(html, "Warnings", Figures.Count(Failed(report, Severity.Warning)));
        Figure(html, "Notes", Figures.Count(Failed(report, Severity.Info)));
        Figure(html, "Passed", Figures.Count(report.Results.Count(result => result.Passed)));
        html.Open("div").Element("dt", "Checked at").Open("dd")
            .Element("time", Figures.Time(report.At), ("datetime", report.At.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture)))
            .Close().Close().Line().Close().Line().Close().Line();
    }

    private static void WriteConsequence(HtmlWriter html, ValidationReport report)
    {
        string[] parts =
        [
            .. report.Results.Where(result => !result.Passed)
                .OrderByDescending(result => result.Severity).ThenBy(result => result.OnFailure).GroupBy(Labels.Consequence).Select(group => $"{group.Key} by {Figures.Count(group.Count(), "check", "checks")}."),
        ];
        if (parts.Length > 0)
        {
            html.Element("p", string.Join(' ', parts)).Line();
        }
    }

    private static string Tone(ValidationReport report) => Verdict(report) switch
    {
        "Failed" => "error",
        "Passed" => "good",
        _ => "warning",
    };

    private static int Failed(ValidationReport report, Severity severity) =>
        report.Results.Count(result => !result.Passed && result.Severity == severity);

    private static void Figure(HtmlWriter html, string name, string value) =>
        html.Open("div").Element("dt", name).Element("dd", value).Close().Line();
}
