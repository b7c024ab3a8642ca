using System.Globalization;

namespace DataIngestion.Drift;

/// <summary>What a report shows of each feature of a comparison of P(target | features).</summary>
internal static class ConceptViews
{
    private const string DecidesNothing = "Reported; decides nothing.";

    public static IReadOnlyList<ConceptView> Of(ConceptReport report) => [.. report.Features.Select(feature => Of(report, feature))];

    private static ConceptView Of(ConceptReport report, ConceptFeature feature)
    {
        int? shown = Shown(report, feature);
        string measure = shown is { } at ? $"share of {report.Target} = {LabelText.Cut(report.Classes[at])}" : $"mean of {report.Target}";
        return new(
            feature.Column,
            measure,
            [.. feature.Bins.Select(bin => new ConceptViewBin(LabelText.Cut(bin.Label), bin.Reference.Count, bin.Current.Count, Rate(bin.Reference, shown), Rate(bin.Current, shown)))],
            Whole(feature.Bins.Select(bin => bin.Reference), shown),
            Whole(feature.Bins.Select(bin => bin.Current), shown))
        {
            Drifted = feature.Drifted,
            Results = [.. Results(report, feature)],
            Note = feature.Note,
        };
    }

    // Two known classes: the second, as the odds ratio has it. More: the one whose rates change most.
    private static int? Shown(ConceptReport report, ConceptFeature feature)
    {
        if (report.Classes.Count == 0)
        {
            return null;
        }

        bool two = feature.Bins.All(bin => bin.Reference.Classes.Concat(bin.Current.Classes).Any() && bin.Reference.Classes.Skip(2).Concat(bin.Current.Classes.Skip(2)).Sum() == 0);
        return two && report.Classes.Count >= 2 ? 1 : Enumerable.Range(0, report.Classes.Count).MaxBy(at => Change(feature, at));
    }

    private static double Change(ConceptFeature feature, int at) =>
        feature.Bins.Sum(bin => bin.Current.Count * Math.Abs(Rate(bin.Current, at) - Rate(bin.Reference, at) ?? 0));

    private static double? Rate(ConceptCell cell, int? shown) => cell.Count == 0 ? null : shown is { } at ? cell.Classes[at] / (double)cell.Count : cell.Mean;

    private static double? Whole(IEnumerable<ConceptCell> cells, int? shown)
    {
        ConceptCell[] filled = [.. cells.Where(cell => cell.Count > 0)];
        return filled.Length == 0 ? null : filled.Sum(cell => cell.Count * (Rate(cell, shown) ?? 0)) / filled.Sum(cell => cell.Count);
    }

    private static IEnumerable<DriftResult> Results(ConceptReport report, ConceptFeature feature)
    {
        if (feature.Heterogeneity is { } decides)
        {
            yield return Result(report, feature, decides, feature.Effect, Freedom(decides)) with { AdjustedPValue = feature.AdjustedPValue, Drifted = feature.Drifted };
        }

        foreach (ConceptTest test in new[] { feature.CommonShift, feature.Omnibus }.OfType<ConceptTest>())
        {
            yield return Result(report, feature, test, feature.MeanDifference, $"{DecidesNothing} {Freedom(test)}".TrimEnd());
        }

        if (feature.Information is { } information)
        {
            ConceptTest change = new("mutual_information_change", information.Current - information.Reference, null, information.PValue);
            yield return Result(report, feature, change, feature.MeanDifference, string.Create(
                CultureInfo.InvariantCulture, $"{DecidesNothing} {information.Reference:G6} nats in the reference, {information.Current:G6} now; {information.Permutations} permutations."));
        }
    }

    private static string? Freedom(ConceptTest test) =>
        test.Freedom is { } freedom ? string.Create(CultureInfo.InvariantCulture, $"{freedom:G6} degrees of freedom.") : null;

    private static DriftResult Result(ConceptReport report, ConceptFeature feature, ConceptTest test, double effect, string? note) => new(
        feature.Column,
        DriftKind.Concept,
        test.Name,
        new(test.Statistic, test.PValue, report.Significance, effect, feature.EffectThreshold, feature.Bins.Sum(bin => bin.Reference.Count), feature.Bins.Sum(bin => bin.Current.Count), [], note),
        null,
        false);
}
