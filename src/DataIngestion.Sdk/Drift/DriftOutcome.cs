using System.Globalization;

namespace DataIngestion.Drift;

/// <summary>What one test found on one column.</summary>
internal sealed record DriftOutcome(ColumnPair Pair, string Test, DriftStatistic Statistic, bool Judged)
{
    public (string Test, DriftKind Kind) Family => (Test, Pair.Kind);

    public bool IsExact => Statistic.Bounds is null;

    public double? PValue => Statistic.PValue;

    public double? LowestPValue => Statistic.Bounds?.LowestPValue ?? PValue;

    public double? HighestPValue => Statistic.Bounds?.HighestPValue ?? PValue;

    /// <summary>Runs all tests that apply, or returns <see langword="null"/> when one of them needs exact profiles.</summary>
    public static IReadOnlyList<DriftOutcome>? Of(DriftPlan plan, ColumnPair pair)
    {
        List<DriftOutcome> outcomes = [];
        foreach (IDriftDetector detector in plan.Detectors.Where(detector => detector.AppliesTo(pair.Reference)))
        {
            if (detector.Detect(pair.Reference, pair.Current).Decided is not { } statistic)
            {
                return null;
            }

            outcomes.Add(Judge(plan, pair, detector.Name, statistic));
        }

        return outcomes;
    }

    public static IReadOnlyList<DriftOutcome> OfExact(DriftPlan plan, ColumnPair exact) =>
        Of(plan, exact) is { } outcomes && outcomes.All(outcome => outcome.IsExact)
            ? outcomes
            : throw new InvalidOperationException($"A test asked for exact profiles of column '{exact.Reference.Name}' although it had them.");

    /// <summary>Whether every value between the bounds leads to the same decision.</summary>
    public bool IsDecided(double? lowestAdjusted, double? highestAdjusted) =>
        !Judged || Passes(lowestAdjusted, Highest, HighestEffect) == Passes(highestAdjusted, Lowest, LowestEffect);

    public DriftResult ToResult(double? adjusted, bool decided) => new(
        Pair.Reference.Name, Pair.Kind, Test, Stated(), adjusted, Judged && decided && Passes(adjusted, Statistic.Statistic, Statistic.Effect))
    {
        IsUndecided = !Judged || !decided,
    };

    private double Lowest => Statistic.Bounds?.LowestStatistic ?? Statistic.Statistic;

    private double Highest => Statistic.Bounds?.HighestStatistic ?? Statistic.Statistic;

    private double LowestEffect => Statistic.Bounds?.LowestEffect ?? Statistic.Effect;

    private double HighestEffect => Statistic.Bounds?.HighestEffect ?? Statistic.Effect;

    private static DriftOutcome Judge(DriftPlan plan, ColumnPair pair, string test, DriftStatistic statistic)
    {
        DriftStatistic judged = statistic.PValue is not null && plan.Significance is { } bound ? statistic with { Threshold = bound } : statistic;
        long fewest = Math.Min(statistic.ReferenceCount, statistic.CurrentCount);
        if (fewest >= plan.MinimumRows)
        {
            return new(pair, test, judged, true);
        }

        string note = string.Create(CultureInfo.InvariantCulture, $"Not judged: fewer than {plan.MinimumRows} values on one side.");
        return new(pair, test, WithNote(judged, note), false);
    }

    private static DriftStatistic WithNote(DriftStatistic statistic, string note) =>
        statistic with { Note = statistic.Note is null ? note : statistic.Note + " " + note };

    // Where bounds are not kept, the note still says that this is no exact number.
    private DriftStatistic Stated() => Statistic.Bounds is { } bounds
        ? WithNote(Statistic, string.Create(
            CultureInfo.InvariantCulture, $"Estimated from profiles; that of the rows is from {bounds.LowestStatistic:G6} to {bounds.HighestStatistic:G6}."))
        : Statistic;

    // Easier to pass the smaller the p-value and the greater the statistic and the effect.
    private bool Passes(double? adjusted, double statistic, double effect)
    {
        bool passes = adjusted is { } p ? p <= Statistic.Threshold : Statistic.PValue is null && statistic >= Statistic.Threshold;
        return passes && effect >= Statistic.EffectThreshold;
    }
}
