namespace DataIngestion.Reports;

/// <summary>Search over checks, and a filter by severity.</summary>
internal static class CheckFilter
{
    private static readonly Severity[] Severities = [Severity.Error, Severity.Warning, Severity.Info];

    public static void Write(HtmlWriter html, IReadOnlyList<ValidationResult> results) => PageFilter.Write(
        html,
        "checks",
        "column, check, value …",
        "Severity",
        [.. Severities.Select(severity => (Labels.Key(severity), $"{Labels.Of(severity)} ({Figures.Count(results.Count(result => result.Severity == severity))})"))]);
}
