namespace DataIngestion.Reports;

/// <summary>Search over columns, and a filter by what was found.</summary>
internal static class DriftFilter
{
    private static readonly DriftState[] States = [DriftState.Drifted, DriftState.Stable, DriftState.Open];

    public static void Write(HtmlWriter html, DriftReport report, DriftCard[] cards)
    {
        int untested = UntestedSection.Of(report).Count();
        PageFilter.Write(
            html,
            "columns",
            "name or type …",
            "Found",
            [.. States.Select(state => (DriftLabels.Key(state), $"{DriftLabels.Of(state)} ({Figures.Count(Number(state))})"))]);

        int Number(DriftState state) => cards.Count(card => card.State == state)
            + report.Concept.Count(view => DriftLabels.State(view) == state)
            + (state == DriftState.Open ? untested : 0);
    }
}
