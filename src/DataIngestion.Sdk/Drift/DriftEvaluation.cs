using System.Globalization;

namespace DataIngestion.Drift;

/// <summary>Runs all tests on all columns and decides.</summary>
internal static class DriftEvaluation
{
    public static async ValueTask<DriftReport> EvaluateAsync(
        DriftPlan plan,
        long referenceVersion,
        DatasetProfile reference,
        DatasetProfile current,
        Func<string, DriftSide, CancellationToken, ValueTask<ColumnProfile>> readExact,
        CancellationToken cancellationToken)
    {
        DriftColumns columns = DriftColumns.Of(plan, reference, current);
        List<Outcome> outcomes = [];
        foreach (ColumnPair pair in columns.Pairs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await CompareAsync(plan, pair, readExact, outcomes, cancellationToken).ConfigureAwait(false);
        }

        DriftResult[] results = Decide(plan, outcomes);
        return new(referenceVersion, results.Any(result => result.Drifted), results, columns.Note);
    }

    private static async ValueTask CompareAsync(
        DriftPlan plan,
        ColumnPair pair,
        Func<string, DriftSide, CancellationToken, ValueTask<ColumnProfile>> readExact,
        List<Outcome> outcomes,
        CancellationToken cancellationToken)
    {
        // Both exact profiles live until the next column: one column in memory at a time.
        ColumnPair? exact = null;
        foreach (IDriftDetector detector in plan.Detectors.Where(detector => detector.AppliesTo(pair.Reference)))
        {
            DriftStatistic? statistic = detector.Detect(pair.Reference, pair.Current).Decided;
            if (statistic is null)
            {
                exact ??= pair with
                {
                    Reference = await readExact(pair.Reference.Name, DriftSide.Reference, cancellationToken).ConfigureAwait(false),
                    Current = await readExact(pair.Reference.Name, DriftSide.Current, cancellationToken).ConfigureAwait(false),
                };
                statistic = detector.Detect(exact.Reference, exact.Current).Decided ?? throw new InvalidOperationException(
                    $"The test '{detector.Name}' asked for exact profiles of column '{pair.Reference.Name}' although it had them.");
            }

            outcomes.Add(Judge(plan, pair, detector.Name, statistic));
        }
    }

    private static Outcome Judge(DriftPlan plan, ColumnPair pair, string test, DriftStatistic statistic)
    {
        DriftStatistic judged = statistic.PValue is not null && plan.Significance is { } bound ? statistic with { Threshold = bound } : statistic;
        long fewest = Math.Min(statistic.ReferenceCount, statistic.CurrentCount);
        if (fewest >= plan.MinimumRows)
        {
            return new(pair, test, judged, true);
        }

        string note = string.Create(CultureInfo.InvariantCulture, $"Not judged: fewer than {plan.MinimumRows} values on one side.");
        return new(pair, test, judged with { Note = judged.Note is null ? note : judged.Note + " " + note }, false);
    }

    private static DriftResult[] Decide(DriftPlan plan, List<Outcome> outcomes)
    {
        double?[] adjusted = new double?[outcomes.Count];
        foreach (IGrouping<(string, DriftKind), int> family in Enumerable.Range(0, outcomes.Count)
            .Where(index => outcomes[index] is { Judged: true, Statistic.PValue: not null })
            .GroupBy(index => (outcomes[index].Test, outcomes[index].Pair.Kind)))
        {
            int[] members = [.. family];
            double[] corrected = PValueCorrection.Adjust([.. members.Select(index => outcomes[index].Statistic.PValue!.Value)], plan.Correction);
            for (int i = 0; i < members.Length; i++)
            {
                adjusted[members[i]] = corrected[i];
            }
        }

        return [.. outcomes.Select((outcome, index) => outcome.ToResult(adjusted[index]))];
    }

    private sealed record Outcome(ColumnPair Pair, string Test, DriftStatistic Statistic, bool Judged)
    {
        public DriftResult ToResult(double? adjusted)
        {
            bool passes = adjusted is { } p ? p <= Statistic.Threshold : Statistic.PValue is null && Statistic.Statistic >= Statistic.Threshold;
            bool drifted = Judged && passes && Statistic.Effect >= Statistic.EffectThreshold;
            return new(Pair.Reference.Name, Pair.Kind, Test, Statistic, adjusted, drifted);
        }
    }
}
