using DataIngestion.Drift;

namespace DataIngestion.Reports;

/// <summary>Columns that both sides have and no test applies to, such as masked ones: what is left to say is how many values are missing.</summary>
internal static class UntestedSection
{
    public static IEnumerable<ColumnShape> Of(DriftReport report) =>
        ReportedColumn.Of(report).Where(column => column.Results.Count == 0).Select(column => column.Shape).OfType<ColumnShape>();

    public static void Write(HtmlWriter html, DriftReport report)
    {
        ColumnShape[] shapes = [.. Of(report)];
        if (shapes.Length == 0)
        {
            return;
        }

        html.Open("section", ("aria-labelledby", "untested")).Line()
            .Element("h2", Figures.Count(shapes.Length, "column without a test", "columns without a test"), ("id", "untested")).Line()
            .Open("details", ("class", "group plain"), ("data-name", "")).Open("summary")
            .Element("h3", "Missing values").Element("span", Figures.Count(shapes.Length), ("class", "count")).Close().Line()
            .Open("table").Open("thead").Open("tr");
        foreach (string heading in (string[])["Column", "Type", "Missing in reference", "Missing in current"])
        {
            html.Element("th", heading, ("scope", "col"));
        }

        html.Close().Close().Open("tbody").Line();
        foreach (ColumnShape shape in shapes)
        {
            html.Open("tr", ("data-state", DriftLabels.Key(DriftState.Open)))
                .Element("td", HtmlText.Shorten(shape.Column, 500), ("dir", "auto"))
                .Element("td", HtmlText.Shorten(shape.Type, 100) + (shape.IsMasked ? ", masked" : ""))
                .Element("td", SideTable.Missing(shape.Reference))
                .Element("td", SideTable.Missing(shape.Current)).Close().Line();
        }

        html.Close().Close().Close().Line().Close().Line();
    }
}
