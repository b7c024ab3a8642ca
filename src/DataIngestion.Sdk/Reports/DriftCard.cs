using DataIngestion.Drift;

namespace DataIngestion.Reports;

/// <summary>One column as a part of the page that opens.</summary>
internal sealed record DriftCard(ReportedColumn Column, DriftResult Leading, DriftState State)
{
    /// <summary>The tested columns, those that drifted first, then by effect.</summary>
    public static DriftCard[] Ranked(DriftReport report) =>
    [
        .. ReportedColumn.Of(report).Where(column => column.Results.Count > 0).Select(Of)
            .OrderBy(card => card.State).ThenByDescending(card => DriftVerdict.Exceeds(card.Leading)).ThenBy(card => card.Leading.AdjustedPValue ?? 1),
    ];

    public void Write(HtmlWriter html, DriftHistory history, bool isOpen)
    {
        (string, string?)[] attributes =
        [
            ("class", State == DriftState.Drifted ? "check column" : "check column brief"), ("data-state", DriftLabels.Key(State)),
            ("data-find", $"{HtmlText.Shorten(Column.Name, 500)} {Column.Shape?.Type}"), ("open", null),
        ];
        html.Open("details", isOpen ? attributes : attributes[..^1]);
        WriteSummary(html);
        html.Element("p", Message(), ("class", "message"), ("dir", "auto")).Line();
        DriftCharts.Write(html, Column);
        TestTable.Write(html, Column.Results, history);
        html.Close().Line();
    }

    private static DriftCard Of(ReportedColumn column)
    {
        bool judged = column.Results.Any(DriftVerdict.IsJudged);
        DriftState state = column.Results.Any(result => result.Drifted) ? DriftState.Drifted : judged ? DriftState.Stable : DriftState.Open;
        return new(column, DriftVerdict.Leading(column.Results)!, state);
    }

    private void WriteSummary(HtmlWriter html)
    {
        html.Open("summary")
            .Element("span", DriftLabels.Of(State), ("class", $"badge {DriftLabels.Tone(State)}"))
            .Element("h3", HtmlText.Shorten(Column.Name, 500), ("dir", "auto"));
        DriftCharts.WriteThumbnail(html, Column.Shape);
        html.Open("span", ("class", "share"));
        Sparkline.WriteBar(html, Math.Clamp(double.IsNaN(Leading.Statistic.Effect) ? 0 : Leading.Statistic.Effect, 0, 1));
        string p = Leading.AdjustedPValue is { } adjusted ? $" · p {Figures.Probability(adjusted)}" : "";
        html.Text($"effect {Figures.Number(Leading.Statistic.Effect)}{p}").Close().Close().Line();
    }

    private string Message() => State switch
    {
        DriftState.Drifted => string.Join(' ', Column.Results.Where(result => result.Drifted).Select(DriftLabels.Why)),
        DriftState.Stable => "No test found a difference that is both significant and large enough. " + DriftLabels.Why(Leading),
        _ => Leading.Statistic.Note is { } note ? HtmlText.Shorten(note, 1000) : "There was too little to judge.",
    };
}
