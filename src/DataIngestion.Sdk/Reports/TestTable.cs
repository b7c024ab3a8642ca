namespace DataIngestion.Reports;

/// <summary>Every test of a column with what it measured and what that was held against.</summary>
internal static class TestTable
{
    private static readonly string[] Headings =
        ["Test", "Found", "Statistic", "p", "Corrected p", "Threshold", "Effect", "Least effect", "Reference n", "Current n"];

    public static void Write(HtmlWriter html, IReadOnlyList<DriftResult> results, DriftHistory history)
    {
        if (results.Count == 0)
        {
            return;
        }

        bool hasHistory = results.Any(result => history.Of(result) is not null);
        html.Open("table", ("class", "tests")).Element("caption", "Tests").Open("thead").Open("tr");
        foreach (string heading in hasHistory ? [.. Headings, "Statistic before"] : Headings)
        {
            html.Element("th", heading, ("scope", "col"));
        }

        html.Close().Close().Open("tbody").Line();
        foreach (DriftResult result in results)
        {
            WriteRow(html, result, history, hasHistory);
        }

        html.Close().Close().Line();
    }

    private static void WriteRow(HtmlWriter html, DriftResult result, DriftHistory history, bool hasHistory)
    {
        DriftStatistic found = result.Statistic;
        html.Open("tr").Element("th", DriftLabels.Name(result.Test), ("scope", "row"));
        Cell(html, 1, result.Drifted ? "drift" : result.IsUndecided ? "not judged" : "no drift");
        Cell(html, 2, found.Bounds is { } bounds
            ? $"{Figures.Number(found.Statistic)} ({Figures.Number(bounds.LowestStatistic)} to {Figures.Number(bounds.HighestStatistic)})"
            : Figures.Number(found.Statistic));
        Cell(html, 3, found.PValue is { } p ? Figures.Probability(p) : "–");
        Cell(html, 4, result.AdjustedPValue is { } adjusted ? Figures.Probability(adjusted) : "–");
        Cell(html, 5, (found.PValue is null ? "statistic ≥ " : "p ≤ ") + Figures.Number(found.Threshold));
        Cell(html, 6, Figures.Number(found.Effect));
        Cell(html, 7, Figures.Number(found.EffectThreshold));
        Cell(html, 8, Figures.Count(found.ReferenceCount));
        Cell(html, 9, Figures.Count(found.CurrentCount));
        if (hasHistory)
        {
            WriteHistory(html, result, history.Of(result));
        }

        html.Close().Line();
        if (found.Note is { } note)
        {
            html.Open("tr", ("class", "remark")).Element("td", HtmlText.Shorten(note, 1000), ("colspan", hasHistory ? "11" : "10"), ("dir", "auto")).Close().Line();
        }
    }

    // On a narrow page the headings are gone and each number is named beside it.
    private static void Cell(HtmlWriter html, int column, string value) => html.Element("td", value, ("data-label", Headings[column]));

    private static void WriteHistory(HtmlWriter html, DriftResult result, IReadOnlyList<double?>? past)
    {
        html.Open("td", ("data-label", "Before"));
        double now = result.Statistic.Statistic;
        if (past is not null && double.IsFinite(now))
        {
            string range = $"{Figures.Number(past.Min()!.Value)} to {Figures.Number(past.Max()!.Value)} in {Figures.Count(past.Count(value => value is not null), "earlier comparison", "earlier comparisons")}";
            Sparkline.Write(html, [.. past, now], $"{DriftLabels.Name(result.Test)}: {range}, {Figures.Number(now)} now");
        }

        html.Close();
    }
}
