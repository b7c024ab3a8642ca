namespace DataIngestion.Reports;

/// <summary>The passed checks, closed and by column: there may be tens of thousands.</summary>
internal static class PassedSection
{
    private static readonly (string Heading, bool IsNumber)[] Headings =
        [("Check", false), ("Found", false), ("Severity", false), ("Rows", true), ("Missing", true), ("Failed", true)];

    public static void Write(HtmlWriter html, ValidationReport report)
    {
        ValidationResult[] passed = [.. report.Results.Where(result => result.Passed)];
        html.Open("section", ("aria-labelledby", "passed")).Line()
            .Element("h2", passed.Length == 0 ? "No check passed" : Figures.Count(passed.Length, "passed check", "passed checks"), ("id", "passed")).Line();
        foreach (IGrouping<string, ValidationResult> group in passed.GroupBy(Labels.Columns))
        {
            WriteGroup(html, HtmlText.Shorten(group.Key, 500), [.. group]);
        }

        html.Close().Line();
    }

    private static void WriteGroup(HtmlWriter html, string name, ValidationResult[] results)
    {
        html.Open("details", ("class", "group"), ("data-name", name)).Open("summary")
            .Element("h3", name, ("dir", "auto")).Element("span", Figures.Count(results.Length), ("class", "count")).Close().Line()
            .Open("table").Open("thead").Open("tr");
        foreach ((string heading, bool isNumber) in Headings)
        {
            html.Open("th", isNumber ? [("scope", "col"), ("class", "number")] : [("scope", "col")]).Text(heading).Close();
        }

        html.Close().Close().Open("tbody").Line();
        foreach (ValidationResult result in results)
        {
            WriteRow(html, result);
        }

        html.Close().Close().Close().Line();
    }

    private static void WriteRow(HtmlWriter html, ValidationResult result) => html
        .Open("tr", ("data-severity", Labels.Key(result.Severity)))
        .Element("td", HtmlText.Shorten(result.Check, 500))
        .Element("td", HtmlText.Shorten(result.Message, 1000))
        .Element("td", Labels.Of(result.Severity))
        .Element("td", Figures.Count(result.RowsChecked))
        .Element("td", Figures.Count(result.RowsMissing))
        .Element("td", result.RowsFailed == 0 ? "0" : $"{Figures.Count(result.RowsFailed)} ({Figures.Share(Labels.FailedShare(result))})")
        .Close().Line();
}
