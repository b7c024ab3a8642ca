using System.Globalization;

namespace DataIngestion.Drift;

/// <summary>The verdict of a report in words, and why.</summary>
internal sealed record DriftVerdict(string Text, string Why)
{
    /// <summary>The verdict of a comparison that found nothing.</summary>
    public const string None = "No drift found";

    private const int LargestNaming = 5;

    public static DriftVerdict Of(DriftReport report)
    {
        string[] columns = [.. Columns(report, DriftKind.Covariate)];
        string[] targets = [.. Columns(report, DriftKind.Prior)];
        if (columns.Length + targets.Length + report.Concept.Count == 0 && report.ConceptVerdict is null)
        {
            return new("Nothing was compared", report.Note ?? "There is no column to which a test applies.");
        }

        bool judged = report.Results.Any(IsJudged) || report.Concept.Count > 0;
        string text = report.Drifted ? "Drift found" : judged ? None : "Not judged";
        return new(text, string.Join(' ', Sentences(report, columns, targets)));
    }

    /// <summary>Whether a test decided anything: one with a p-value has a corrected one then.</summary>
    public static bool IsJudged(DriftResult result) =>
        result.Drifted || (!result.IsUndecided && result.Statistic.PValue is null == result.AdjustedPValue is null);

    /// <summary>How far a result is beyond its least effect; comparable between tests.</summary>
    public static double Exceeds(DriftResult result) => result.Statistic switch
    {
        { Effect: double.NaN } => 0,
        { EffectThreshold: > 0 } statistic => statistic.Effect / statistic.EffectThreshold,
        var statistic => statistic.Effect,
    };

    /// <summary>The result that says most of a column: what drifted before what did not, what has a corrected p-value before what has none, then the greatest effect.</summary>
    public static DriftResult? Leading(IEnumerable<DriftResult> results) => results
        .OrderByDescending(result => result.Drifted).ThenByDescending(result => result.AdjustedPValue is not null).ThenByDescending(Exceeds).FirstOrDefault();

    private static IEnumerable<string> Sentences(DriftReport report, string[] columns, string[] targets)
    {
        string[] open = [.. report.Results.GroupBy(result => result.Column).Where(column => !column.Any(IsJudged)).Select(column => column.Key)];
        columns = [.. columns.Except(open)];
        targets = [.. targets.Except(open)];
        if (columns.Length > 0)
        {
            yield return OfColumns(columns, Drifted(report, DriftKind.Covariate));
        }

        if (targets.Length > 0)
        {
            string[] drifted = Drifted(report, DriftKind.Prior);
            yield return drifted.Length > 0 ? $"The target drifted: {Names(drifted)}." : $"The target did not drift: {Names(targets)}.";
        }

        if (report.ConceptVerdict is { } concept)
        {
            yield return (concept.Drifted ? "The target changed given the features. " : "The target did not change given the features. ") + concept.Reason;
        }
        else if (report.Concept.Count > 0)
        {
            string[] drifted = [.. report.Concept.Where(view => view.Drifted).Select(view => view.Column)];
            yield return drifted.Length > 0 ? $"The target changed given {Names(drifted)}." : "The target did not change given any feature.";
        }

        if (open.Length > 0)
        {
            yield return $"Not judged, for want of values: {Names(open)}.";
        }
    }

    private static string OfColumns(string[] columns, string[] drifted) => drifted.Length == 0
        ? string.Create(CultureInfo.InvariantCulture, $"None of {columns.Length} judged columns has a difference that is both significant and large enough.")
        : string.Create(CultureInfo.InvariantCulture, $"{drifted.Length} of {columns.Length} judged columns drifted, significantly and by enough: {Names(drifted)}.");

    private static string[] Drifted(DriftReport report, DriftKind kind) =>
    [
        .. report.Results.Where(result => result.Kind == kind && result.Drifted)
            .GroupBy(result => result.Column).OrderByDescending(column => Exceeds(Leading(column)!)).Select(column => column.Key),
    ];

    private static IEnumerable<string> Columns(DriftReport report, DriftKind kind) =>
        report.Results.Where(result => result.Kind == kind).Select(result => result.Column).Distinct();

    private static string Names(string[] columns)
    {
        string more = columns.Length > LargestNaming ? string.Create(CultureInfo.InvariantCulture, $" and {columns.Length - LargestNaming} more") : "";
        return string.Join(", ", columns.Take(LargestNaming).Select(LabelText.Cut)) + more;
    }
}
