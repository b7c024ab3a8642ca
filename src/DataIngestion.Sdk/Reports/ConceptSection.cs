using DataIngestion.Drift;

namespace DataIngestion.Reports;

/// <summary>The target given each feature, bin by bin.</summary>
internal static class ConceptSection
{
    private const int OpenViews = 3;

    public static void Write(HtmlWriter html, DriftReport report, DriftHistory history)
    {
        if (report.Concept.Count == 0 && report.ConceptVerdict is null)
        {
            return;
        }

        html.Open("section", ("aria-labelledby", "concept")).Line().Element("h2", "Concept: the target given each feature", ("id", "concept")).Line();
        if (report.ConceptVerdict is { } verdict)
        {
            html.Element("p", HtmlText.Shorten(verdict.Reason, 2000), ("dir", "auto")).Line();
        }

        foreach ((int rank, ConceptView view) in report.Concept.OrderByDescending(view => view.Drifted).ThenByDescending(Effect).Index())
        {
            WriteView(html, view, history, isOpen: view.Drifted && rank < OpenViews);
        }

        html.Close().Line();
    }

    private static double Effect(ConceptView view) => DriftVerdict.Leading(view.Results) is { } leading ? DriftVerdict.Exceeds(leading) : LargestChange(view) ?? 0;

    private static double? LargestChange(ConceptView view) => view.Bins.Max(bin => Math.Abs(bin.CurrentRate - bin.ReferenceRate ?? 0));

    private static void WriteView(HtmlWriter html, ConceptView view, DriftHistory history, bool isOpen)
    {
        DriftState state = DriftLabels.State(view);
        (string, string?)[] attributes =
        [
            ("class", view.Drifted ? "check column" : "check column brief"), ("data-state", DriftLabels.Key(state)), ("data-find", HtmlText.Shorten(view.Column, 500)), ("open", null),
        ];
        html.Open("details", isOpen ? attributes : attributes[..^1]).Open("summary")
            .Element("span", view.Drifted ? "Changed" : "Unchanged", ("class", $"badge {DriftLabels.Tone(state)}"))
            .Element("h3", HtmlText.Shorten(view.Column, 500), ("dir", "auto"))
            .Open("span").Close()
            .Element("span", Leading(view), ("class", "share")).Close().Line()
            .Element("p", Message(view), ("class", "message"), ("dir", "auto")).Line();
        if (view.Bins.Count > 0)
        {
            html.Open("div", ("class", "charts"));
            WriteBins(html, view);
            html.Close().Line();
        }

        TestTable.Write(html, view.Results, history);
        html.Close().Line();
    }

    private static string Leading(ConceptView view) => DriftVerdict.Leading(view.Results) is { } leading
        ? $"effect {Figures.Number(leading.Statistic.Effect)}" + (leading.AdjustedPValue is { } p ? $" · p {Figures.Probability(p)}" : "")
        : "";

    private static string Message(ConceptView view)
    {
        Func<double?, string> rate = Rates(view);
        string whole = $"{HtmlText.Shorten(view.Measure, 300)}: {rate(view.ReferenceRate)} in the reference, {rate(view.CurrentRate)} now. ";
        string tests = string.Join(' ', view.Results.Where(result => result.Drifted).Select(DriftLabels.Why));
        return (whole + tests + (view.Note is { } note ? " " + HtmlText.Shorten(note, 1000) : "")).TrimEnd();
    }

    private static void WriteBins(HtmlWriter html, ConceptView view)
    {
        Func<double?, string> rate = Rates(view);
        double[] all = [0, .. All(view)];
        BarTable.Open(html, HtmlText.Shorten(view.Measure, 300), ["Bin", "Rates", "Reference", "Current", "Reference n", "Current n"]);
        foreach (ConceptViewBin bin in view.Bins)
        {
            BarTable.OpenRow(html, bin.Label, null);
            BarTable.WritePair(html, bin.ReferenceRate, bin.CurrentRate, all.Min(), all.Max());
            html.Element("td", rate(bin.ReferenceRate), ("data-label", "Reference"))
                .Element("td", rate(bin.CurrentRate), ("data-label", "Current"))
                .Element("td", Figures.Count(bin.ReferenceCount), ("data-label", "Reference n"))
                .Element("td", Figures.Count(bin.CurrentCount), ("data-label", "Current n")).Close().Line();
        }

        html.Close().Close().Line();
    }

    // Shares are given in percent, means as they are.
    private static Func<double?, string> Rates(ConceptView view)
    {
        bool shares = view.Measure.StartsWith("share", StringComparison.OrdinalIgnoreCase) && All(view).All(rate => rate is >= 0 and <= 1);
        return rate => rate is not { } number ? "–" : shares ? Figures.Share(number) : Figures.Number(number);
    }

    private static IEnumerable<double> All(ConceptView view) => view.Bins.SelectMany(bin => new[] { bin.ReferenceRate, bin.CurrentRate })
        .Append(view.ReferenceRate).Append(view.CurrentRate).OfType<double>().Where(double.IsFinite);
}
