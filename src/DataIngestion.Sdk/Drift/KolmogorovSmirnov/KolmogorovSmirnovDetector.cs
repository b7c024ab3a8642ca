namespace DataIngestion.Drift;

internal sealed class KolmogorovSmirnovDetector(KolmogorovSmirnovOptions options) : IDriftDetector
{
    private const long LargestExactSample = 10_000;

    public string Name => "kolmogorov_smirnov";

    public override string ToString() => $"{Name} {options}";

    public bool AppliesTo(ColumnProfile profile) => profile.Numeric is not null;

    public DriftAnswer Detect(ColumnProfile reference, ColumnProfile current)
    {
        NumericProfile first = reference.Numeric!;
        NumericProfile second = current.Numeric!;
        if (first.RankError > 0 || second.RankError > 0)
        {
            return DriftAnswer.NeedsExact;
        }

        if (EmptySide.Note(first.Count, second.Count) is { } note)
        {
            return Answer(first, second, 0, null, note);
        }

        KolmogorovSmirnovDistance distance = KolmogorovSmirnovDistance.Between(first, second);
        (double p, string? limit) = PValue(distance);
        return Answer(first, second, distance.Value, p, limit);
    }

    private DriftAnswer Answer(NumericProfile first, NumericProfile second, double statistic, double? p, string? note) =>
        DriftAnswer.Of(new(statistic, p, options.Significance, statistic, options.MinimumStatistic, first.Count, second.Count, [], note));

    private (double P, string? Note) PValue(KolmogorovSmirnovDistance distance)
    {
        bool exact = options.Method switch
        {
            KolmogorovSmirnovMethod.Exact => true,
            KolmogorovSmirnovMethod.Asymptotic => false,
            _ => Math.Max(distance.FirstCount, distance.SecondCount) <= LargestExactSample,
        };
        if (!exact)
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
