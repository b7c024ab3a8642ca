namespace DataIngestion.Reports;

/// <summary>Search and filter; hidden where no script runs, because they would do nothing.</summary>
internal static class PageFilter
{
    public static void Write(HtmlWriter html, string things, string placeholder, string legend, IReadOnlyList<(string State, string Label)> choices)
    {
        html.Open("search", ("id", "filter"), ("data-things", things), ("hidden", null)).Line()
            .Element("label", $"Search {things}", ("for", "find"))
            .Void("input", ("id", "find"), ("type", "search"), ("autocomplete", "off"), ("spellcheck", "false"), ("placeholder", placeholder)).Line()
            .Open("fieldset").Element("legend", legend).Line();
        foreach ((string state, string label) in choices)
        {
            html.Open("label").Void("input", ("type", "checkbox"), ("value", state), ("checked", null)).Text($" {label}").Close().Line();
        }

        html.Close().Line().Element("p", "", ("id", "shown"), ("role", "status")).Line().Close().Line();
    }
}
