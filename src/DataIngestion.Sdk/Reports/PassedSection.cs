namespace DataIngestion.Reports;

/// <summary>The passed checks.</summary>
internal static class PassedSection
{
    public static void Write(HtmlWriter html, ValidationReport report)
    {
        ValidationResult[] passed = [.. report.Results.Where(result => result.Passed)];
        html.Open("section", ("aria-labelledby", "passed")).Line()
            .Element("h2", passed.Length == 0 ? "No check passed" : Figures.Count(passed.Length, "passed check", "passed checks"), ("id", "passed")).Line();
        CheckGroups.Write(html, passed);
        html.Close().Line();
    }
}
