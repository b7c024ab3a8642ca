namespace DataIngestion;

/// <summary>Joins the comparison of P(target | features) to that of the columns.</summary>
public static class ConceptReportExtensions
{
    /// <summary>The report with the concept in it: it has drifted when either has.</summary>
    /// <param name="report">The comparison of the columns.</param>
    /// <param name="concept">The comparison of the target given the features.</param>
    /// <returns>A new report with <see cref="DriftReport.Concept"/> and <see cref="DriftReport.ConceptVerdict"/>.</returns>
    /// <exception cref="ArgumentNullException">A report is <see langword="null"/>.</exception>
    public static DriftReport WithConcept(this DriftReport report, ConceptReport concept)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(concept);
        string[] notes = [.. new[] { report.Note, concept.Note is { } note ? "Concept: " + note : null }.OfType<string>()];
        return report with
        {
            Drifted = report.Drifted || concept.Drifted,
            Note = notes.Length == 0 ? null : string.Join(' ', notes),
            Concept = concept.ToViews(),
            ConceptVerdict = new(concept.Drifted, concept.Reason),
        };
    }
}
