namespace DataIngestion.Drift;

internal sealed class KolmogorovSmirnovDetector(KolmogorovSmirnovOptions options) : IDriftDetector
{
    private const long LargestExactSample = 10_000;

    // To read such a column again takes less time than the exact law at both ends of an interval.
    private const double LargestBoundedWork = 1e6;

    // How far the computed law may stray from falling with the distance.
    private const double Slack = 1e-9;

    public string Name => "kolmogorov_smirnov";

    public override string ToString() => $"{Name} {options}";

    public bool AppliesTo(ColumnProfile profile) => profile.Numeric is not null;

    public DriftAnswer Detect(ColumnProfile reference, ColumnProfile current)
    {
        NumericProfile first = reference.Numeric!;
        NumericProfile second = current.Numeric!;
        if (EmptySide.Note(first.Count, second.Count) is { } note)
        {
            return DriftAnswer.Of(Statistic(first, second, 0, null, note));
        }

        KolmogorovSmirnovDistance distance = KolmogorovSmirnovDistance.Between(first, second);
        if (first.RankError == 0 && second.RankError == 0)
        {
            (double p, string? limit) = PValue(distance);
            return DriftAnswer.Of(Statistic(first, second, distance.Value, p, limit));
        }

        return IsLaborious(distance) ? DriftAnswer.NeedsExact : Bounded(first, second, distance);
    }

    private DriftAnswer Bounded(NumericProfile first, NumericProfile second, KolmogorovSmirnovDistance distance)
    {
        (KolmogorovSmirnovDistance least, KolmogorovSmirnovDistance greatest) = distance.Bounds(first.RankError, second.RankError);
        (double p, string? limit) = PValue(distance);
        DriftBounds bounds = new(least.Value, greatest.Value, least.Value, greatest.Value)
        {
            LowestPValue = PValue(greatest).P * (1 - Slack),
            HighestPValue = Math.Min(1, PValue(least).P * (1 + Slack)),
        };
        return DriftAnswer.Of(Statistic(first, second, distance.Value, p, limit) with { Bounds = bounds });
    }

    private DriftStatistic Statistic(NumericProfile first, NumericProfile second, double statistic, double? p, string? note) =>
        new(statistic, p, options.Significance, statistic, options.MinimumStatistic, first.Count, second.Count, [], note);

    private bool IsLaborious(KolmogorovSmirnovDistance distance) =>
        UsesExactLaw(distance) && distance.FirstCount != distance.SecondCount && (double)distance.FirstCount * distance.SecondCount > LargestBoundedWork;

    private bool UsesExactLaw(KolmogorovSmirnovDistance distance) => options.Method switch
    {
        KolmogorovSmirnovMethod.Exact => true,
        KolmogorovSmirnovMethod.Asymptotic => false,
        _ => Math.Max(distance.FirstCount, distance.SecondCount) <= LargestExactSample,
    };

    private (double P, string? Note) PValue(KolmogorovSmirnovDistance distance)
    {
        if (!UsesExactLaw(distance))
        {
            return (Asymptotic(distance), null);
        }

        return TwoSamplePaths.PValue(distance) is { } p
            ? (p, null)
            : (Asymptotic(distance), "The samples are too large for the exact p-value; it is asymptotic.");
    }

    private static double Asymptotic(KolmogorovSmirnovDistance distance)
    {
        double n = distance.FirstCount;
        double m = distance.SecondCount;
        long effective = (long)Math.Round(n * m / (n + m), MidpointRounding.ToEven);
        return KolmogorovDistribution.Survival(Math.Max(1, effective), distance.Value);
    }
}
