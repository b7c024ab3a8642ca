namespace DataIngestion.Reports;

/// <summary>Checks as rows of closed tables, one per column: there may be tens of thousands.</summary>
internal static class CheckGroups
{
    private static readonly string[] Headings = ["Check", "Found", "Severity", "Rows", "Missing", "Failed", "Samples"];

    public static void Write(HtmlWriter html, IEnumerable<ValidationResult> results)
    {
        foreach (IGrouping<string, ValidationResult> group in results.GroupBy(Labels.Columns))
        {
            WriteGroup(html, HtmlText.Shorten(group.Key, 500), [.. group]);
        }
    }

    private static void WriteGroup(HtmlWriter html, string name, ValidationResult[] results)
    {
        bool hasSamples = results.Any(result => result.Samples.Count > 0);
        html.Open("details", ("class", "group"), ("data-name", name)).Open("summary")
            .Element("h3", name, ("dir", "auto")).Element("span", Figures.Count(results.Length), ("class", "count")).Close().Line()
            .Open("table").Open("thead").Open("tr");
        foreach (string heading in hasSamples ? Headings : Headings[..^1])
        {
            html.Element("th", heading, ("scope", "col"));
        }

        html.Close().Close().Open("tbody").Line();
        foreach (ValidationResult result in results)
        {
            WriteRow(html, result, hasSamples);
        }

        html.Close().Close().Close().Line();
    }

    private static void WriteRow(HtmlWriter html, ValidationResult result, bool hasSamples)
    {
        html.Open("tr", ("data-state", Labels.Key(result.Severity)))
            .Element("td", HtmlText.Shorten(result.Check, 500))
            .Element("td", HtmlText.Shorten(result.Message, 1000))
            .Element("td", Labels.Of(result.Severity))
            .Element("td", Figures.Count(result.RowsChecked))
            .Element("td", Figures.Count(result.RowsMissing))
            .Element("td", Labels.Failed(result));
        if (hasSamples)
        {
            WriteSamples(html, result);
        }

        html.Close().Line();
    }

    private static void WriteSamples(HtmlWriter html, ValidationResult result)
    {
        html.Open("td");
        foreach (FailureSample sample in result.Samples)
        {
            string place = $"{HtmlText.Shorten(sample.Origin, 300)}, row {Figures.Count(sample.Row)}, {HtmlText.Shorten(sample.Column, 200)}: ";
            html.Open("div", ("dir", "auto")).Text(place);
            Labels.WriteValue(html, sample.Value);
            html.Close();
        }

        html.Close();
    }
}
