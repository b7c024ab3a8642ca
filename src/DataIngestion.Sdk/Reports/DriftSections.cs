namespace DataIngestion.Reports;

/// <summary>What drifted, the target, the concept, and what did not drift.</summary>
internal static class DriftSections
{
    // A reader looks through a few at once.
    private const int OpenCards = 5;

    public static void Write(HtmlWriter html, DriftReport report, DriftCard[] cards)
    {
        DriftHistory history = new(report.Past);
        DriftCard[] columns = [.. cards.Where(card => card.Column.Kind == DriftKind.Covariate)];
        DriftCard[] drifted = [.. columns.Where(card => card.State == DriftState.Drifted)];
        DriftCard[] others = [.. columns.Where(card => card.State != DriftState.Drifted)];
        DriftCard[] targets = [.. cards.Where(card => card.Column.Kind != DriftKind.Covariate)];
        if (columns.Length > 0)
        {
            string none = columns.All(card => card.State == DriftState.Open) ? "No column was judged" : "No column drifted";
            Section(html, "drifted", drifted.Length == 0 ? none : Figures.Count(drifted.Length, "drifted column", "drifted columns"), drifted, history, OpenCards);
        }

        if (targets.Length > 0)
        {
            Section(html, "target", targets.Length == 1 ? "Target" : "Targets", targets, history, 1);
        }

        ConceptSection.Write(html, report, history);
        if (others.Length > 0)
        {
            Section(html, "others", Figures.Count(others.Length, "column without a finding", "columns without a finding"), others, history, 0);
        }

        UntestedSection.Write(html, report);
    }

    private static void Section(HtmlWriter html, string id, string heading, DriftCard[] cards, DriftHistory history, int open)
    {
        html.Open("section", ("aria-labelledby", id)).Line().Element("h2", heading, ("id", id)).Line();
        foreach ((int rank, DriftCard card) in cards.Index())
        {
            card.Write(html, history, isOpen: rank < open);
        }

        html.Close().Line();
    }
}
