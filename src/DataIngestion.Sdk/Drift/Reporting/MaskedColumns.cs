namespace DataIngestion.Drift;

/// <summary>Takes every value of masked columns out of a report before anyone sees it.</summary>
internal static class MaskedColumns
{
    private const string Note = "The column is masked: its values are not shown.";

    public static DriftReport Withhold(DriftReport report)
    {
        HashSet<string> masked = [.. report.Columns.Where(shape => shape.IsMasked).Select(shape => shape.Column)];
        return masked.Count == 0
            ? report
            : report with
            {
                Results = [.. report.Results.Select(result => masked.Contains(result.Column) ? Withhold(result) : result)],
                Columns = [.. report.Columns.Select(shape => shape.IsMasked ? Withhold(shape) : shape)],
                Concept = [.. report.Concept.Select(view => masked.Contains(view.Column) ? Withhold(view) : view)],
            };
    }

    // Notes and bins name categories.
    private static DriftResult Withhold(DriftResult result) => result with { Statistic = result.Statistic with { Bins = [], Note = Note } };

    private static ColumnShape Withhold(ColumnShape shape) => new(shape.Column, shape.Type, Withhold(shape.Reference), Withhold(shape.Current)) { IsMasked = true };

    private static SideFigures Withhold(SideFigures figures) => new(figures.Rows, figures.Missing);

    private static ConceptView Withhold(ConceptView view) => view with { Bins = [], Note = Note, Results = [.. view.Results.Select(Withhold)] };
}
