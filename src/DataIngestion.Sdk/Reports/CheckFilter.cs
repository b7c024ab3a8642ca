namespace DataIngestion.Reports;

/// <summary>Search and filter; hidden where no script runs, because they would do nothing.</summary>
internal static class CheckFilter
{
    private static readonly Severity[] Severities = [Severity.Error, Severity.Warning, Severity.Info];

    public static void Write(HtmlWriter html, IReadOnlyList<ValidationResult> results)
    {
        html.Open("search", ("id", "filter"), ("hidden", null)).Line()
            .Element("label", "Search checks", ("for", "find"))
            .Void("input", ("id", "find"), ("type", "search"), ("autocomplete", "off"), ("spellcheck", "false"), ("placeholder", "column, check, value …")).Line()
            .Open("fieldset").Element("legend", "Severity").Line();
        foreach (Severity severity in Severities)
        {
            html.Open("label").Void("input", ("type", "checkbox"), ("value", Labels.Key(severity)), ("checked", null))
                .Text($" {Labels.Of(severity)} ({Figures.Count(results.Count(result => result.Severity == severity))})").Close().Line();
        }

        html.Close().Line().Element("p", "", ("id", "shown"), ("role", "status")).Line().Close().Line();
    }
}
