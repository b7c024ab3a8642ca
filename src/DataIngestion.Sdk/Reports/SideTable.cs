namespace DataIngestion.Reports;

/// <summary>Figures of a column, one side beside the other.</summary>
internal static class SideTable
{
    private static readonly (double Share, string Name)[] Quantiles = [(0.05, "5%"), (0.25, "25%"), (0.5, "Median"), (0.75, "75%"), (0.95, "95%")];

    public static void Write(HtmlWriter html, ColumnShape shape)
    {
        html.Open("table", ("class", "sides")).Element("caption", shape.IsEstimated ? "Figures, some estimated from profiles" : "Figures").Open("thead").Open("tr")
            .Element("th", "Figure", ("scope", "col")).Element("th", "Reference", ("scope", "col")).Element("th", "Current", ("scope", "col"))
            .Close().Close().Open("tbody").Line();
        (SideFigures reference, SideFigures current) = (shape.Reference, shape.Current);
        Row(html, "Rows", Figures.Count(reference.Rows), Figures.Count(current.Rows));
        Row(html, "Missing", Missing(reference), Missing(current));
        if (reference.NotFinite + current.NotFinite > 0)
        {
            Row(html, "NaN or infinite", Figures.Count(reference.NotFinite), Figures.Count(current.NotFinite));
        }

        Row(html, "Mean", reference.Mean, current.Mean);
        Row(html, "Standard deviation", reference.StandardDeviation, current.StandardDeviation);
        Row(html, "Minimum", reference.Minimum, current.Minimum);
        foreach ((double share, string name) in Quantiles)
        {
            QuantilePair? pair = shape.Numeric?.Quantiles.FirstOrDefault(pair => pair.Share == share);
            Row(html, name, pair?.Reference, pair?.Current);
        }

        Row(html, "Maximum", reference.Maximum, current.Maximum);
        html.Close().Close().Line();
    }

    public static string Missing(SideFigures figures) => figures.Rows == 0 || figures.Missing == 0
        ? Figures.Count(figures.Missing)
        : $"{Figures.Count(figures.Missing)} ({Figures.Share((double)figures.Missing / figures.Rows)})";

    private static void Row(HtmlWriter html, string name, double? reference, double? current)
    {
        if (reference is not null || current is not null)
        {
            Row(html, name, reference is { } first ? Figures.Number(first) : "–", current is { } second ? Figures.Number(second) : "–");
        }
    }

    private static void Row(HtmlWriter html, string name, string reference, string current) =>
        html.Open("tr").Element("th", name, ("scope", "row")).Element("td", reference).Element("td", current).Close().Line();
}
