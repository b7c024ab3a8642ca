namespace DataIngestion.Reports;

/// <summary>Pairs of bars, one pair a row, with their numbers.</summary>
internal static class BarTable
{
    public static void Write(HtmlWriter html, string caption, CategoricalShape shape)
    {
        long reference = shape.Top.Sum(bin => bin.Reference) + shape.ReferenceOther;
        long current = shape.Top.Sum(bin => bin.Current) + shape.CurrentOther;
        DriftBin[] bins = shape.ReferenceOther + shape.CurrentOther > 0 ? [.. shape.Top, new("(all others)", shape.ReferenceOther, shape.CurrentOther)] : [.. shape.Top];
        html.Open("div", ("class", "bars"));
        Write(html, caption, bins, reference, current);
        WriteChange(html, "New", shape.New, bin => bin.Current, current);
        WriteChange(html, "Vanished", shape.Vanished, bin => bin.Reference, reference);
        html.Close().Line();
    }

    public static void Write(HtmlWriter html, string caption, IReadOnlyList<DriftBin> bins, long reference, long current)
    {
        double first = Math.Max(1, reference);
        double second = Math.Max(1, current);
        double most = bins.Max(bin => Math.Max(bin.Reference / first, bin.Current / second));
        Open(html, caption, ["Category", "Shares", "Reference", "Current"]);
        foreach (DriftBin bin in bins)
        {
            (double before, double now) = (bin.Reference / first, bin.Current / second);
            OpenRow(html, bin.Label, (bin.Reference, bin.Current) switch
            {
                (0, > 0) => "new",
                (> 0, 0) => "vanished",
                _ => null,
            });
            WritePair(html, before, now, 0, most);
            html.Element("td", Figures.Share(before), ("data-label", "Reference")).Element("td", Figures.Share(now), ("data-label", "Current")).Close().Line();
        }

        html.Close().Close().Line();
    }

    public static void Open(HtmlWriter html, string caption, ReadOnlySpan<string> headings)
    {
        html.Open("table", ("class", "pairs")).Open("caption").Text(caption);
        HistogramChart.WriteLegend(html);
        html.Close().Open("thead").Open("tr");
        foreach (string heading in headings)
        {
            html.Element("th", heading, ("scope", "col"));
        }

        html.Close().Close().Open("tbody").Line();
    }

    public static void OpenRow(HtmlWriter html, string label, string? mark)
    {
        html.Open("tr").Open("th", ("scope", "row"), ("dir", "auto"));
        if (label.Length == 0)
        {
            html.Element("em", "empty text");
        }
        else
        {
            html.Text(HtmlText.Shorten(label, 200));
        }

        if (mark is not null)
        {
            html.Text(" ").Element("span", mark, ("class", "mark"));
        }

        html.Close();
    }

    /// <summary>Draws two bars from 0 on an axis that runs from the lowest to the highest value; the texts beside them say the numbers.</summary>
    public static void WritePair(HtmlWriter html, double? reference, double? current, double lowest, double highest)
    {
        html.Open("td", ("class", "drawn")).Open("svg", ("class", "pair"), ("viewBox", "0 0 100 16"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"));
        WriteBar(html, reference, "reference", 1, lowest, highest);
        WriteBar(html, current, "current", 8, lowest, highest);
        html.Close().Close();
    }

    private static void WriteBar(HtmlWriter html, double? value, string name, double top, double lowest, double highest)
    {
        double range = highest - lowest;
        if (value is not { } number || !double.IsFinite(number) || !(range > 0) || !double.IsFinite(range))
        {
            return;
        }

        double zero = -lowest / range * 100;
        double end = (number - lowest) / range * 100;
        html.Open(
            "rect", ("class", name), ("x", Figures.Coordinate(Math.Min(zero, end))), ("y", Figures.Coordinate(top)),
            ("width", Figures.Coordinate(Math.Abs(end - zero))), ("height", "6")).Close();
    }

    private static void WriteChange(HtmlWriter html, string what, CategoryChange? change, Func<DriftBin, long> count, long total)
    {
        if (change is not { Categories: > 0 })
        {
            return;
        }

        string share = Figures.Share(change.Values / (double)Math.Max(1, total));
        html.Open("p", ("dir", "auto")).Element("strong", $"{what}: {Figures.Count(change.Categories, "category", "categories")}, {share} of values. ");
        html.Text(string.Join(", ", change.Largest.Select(bin => $"{(bin.Label.Length == 0 ? "(empty text)" : HtmlText.Shorten(bin.Label, 120))} ({Figures.Count(count(bin))})")));
        html.Text(change.Categories > change.Largest.Count ? ", …" : "").Close().Line();
    }
}
