using System.Globalization;

namespace DataIngestion.Drift;

/// <summary>Runs the tests of the target on the profiles of both sides.</summary>
internal static class PriorComparison
{
    public static PriorReport Compare(string target, IReadOnlyList<FeatureBins> segments, PriorSide reference, PriorSide current, PriorDriftOptions options)
    {
        ColumnProfile whole = reference.Complete();
        bool classes = whole.Numeric is null || TargetCodes.IsClasses(whole.Numeric, options.MaximumClasses);
        DriftPlan plan = Plan(classes, options);
        DriftReport verdict = Judge(plan, [Pair(target, whole, current.Complete(), classes)]);
        List<(string Column, string Segment)> names = [];
        List<ColumnPair> pairs = [];
        for (int segment = 0; segment < segments.Count; segment++)
        {
            for (int bin = 0; bin < segments[segment].Labels.Count; bin++)
            {
                (ColumnProfile first, ColumnProfile second) = (reference.Complete(segment, bin), current.Complete(segment, bin));
                if (first.Rows + second.Rows > 0)
                {
                    pairs.Add(Pair(names.Count.ToString(CultureInfo.InvariantCulture), first, second, classes));
                    names.Add((segments[segment].Column, segments[segment].Labels[bin]));
                }
            }
        }

        IEnumerable<SegmentResult> results = Judge(plan, pairs).Results.Select(result =>
        {
            (string column, string label) = names[int.Parse(result.Column, CultureInfo.InvariantCulture)];
            return new SegmentResult(column, label, result with { Column = target });
        });
        return new(target, verdict.Drifted, verdict.Results, [.. results], verdict.Note);
    }

    private static DriftPlan Plan(bool classes, PriorDriftOptions options)
    {
        DriftTestOptions test = new() { MinimumEffect = options.MinimumEffect };
        DriftBuilder builder = new DriftBuilder().MinimumRows(options.MinimumRows).Significance(options.Significance).Correction(options.Correction);
        return classes
            ? builder.ChiSquare(new() { MinimumEffect = options.MinimumEffect }).LikelihoodRatio(test).TotalVariation(test).PopulationStabilityIndex().Build()
            : builder.KolmogorovSmirnov(new() { MinimumStatistic = options.MinimumEffect }).Wasserstein(test).Build();
    }

    private static DriftReport Judge(DriftPlan plan, IReadOnlyList<ColumnPair> pairs)
    {
        DriftFindings findings = new(plan);
        List<string> left = [];
        foreach (ColumnPair pair in pairs)
        {
            findings.Add(DriftOutcome.Of(plan, pair) ?? Possible(plan, pair, left));
        }

        string? note = left.Count == 0 ? null : $"Too many values for a profile of bounded size; compare rows in memory for: {string.Join(", ", left.Distinct())}.";
        return findings.Report(null, note, []);
    }

    // Tests that need every value are left out, and the note says so.
    private static IReadOnlyList<DriftOutcome> Possible(DriftPlan plan, ColumnPair pair, List<string> left)
    {
        IDriftDetector[] able = [.. plan.Detectors.Where(detector => detector.Detect(pair.Reference, pair.Current).Decided is not null)];
        left.AddRange(plan.Detectors.Except(able).Select(detector => detector.Name));
        return DriftOutcome.Of(plan with { Detectors = able }, pair) ?? [];
    }

    private static ColumnPair Pair(string name, ColumnProfile reference, ColumnProfile current, bool classes) => new(
        DriftKind.Prior, Named(name, reference, classes), Named(name, current, classes));

    // The classes of whole numbers are their values.
    private static ColumnProfile Named(string name, ColumnProfile profile, bool classes) => classes && profile.Numeric is { } numbers
        ? profile with { Name = name, Numeric = null, Categorical = new(Counts(numbers), 0) }
        : profile with { Name = name };

    private static SortedDictionary<string, long> Counts(NumericProfile numbers)
    {
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        for (int i = 0; i < numbers.Knots.Count; i++)
        {
            counts[numbers.Knots[i].ToString("R", CultureInfo.InvariantCulture)] = numbers.Weights[i];
        }

        return counts;
    }
}
