namespace DataIngestion.Drift;

/// <summary>What tests share that compare counts over bins or categories.</summary>
internal abstract class TableDetector(DriftTestOptions options) : IDriftDetector
{
    public abstract string Name { get; }

    public override string ToString() => $"{Name} {options}";

    public virtual bool AppliesTo(ColumnProfile profile) => profile.Numeric is not null || profile.Categorical is not null;

    public DriftAnswer Detect(ColumnProfile reference, ColumnProfile current)
    {
        if (BinnedCounts.Of(reference, current) is not { } counts)
        {
            return DriftAnswer.NeedsExact;
        }

        return DriftAnswer.Of(EmptySide.Note(counts.ReferenceTotal, counts.CurrentTotal) is { } empty
            ? Statistic(counts, 0, null, 0, empty)
            : Compare(counts));
    }

    protected abstract DriftStatistic Compare(BinnedCounts counts);

    protected DriftStatistic Statistic(BinnedCounts counts, double statistic, double? p, double effect, string? note = null) => new(
        statistic, p, options.Significance, effect, options.MinimumEffect, counts.ReferenceTotal, counts.CurrentTotal, counts.Reported, Join(counts.Note, note));

    /// <summary>The chance of a table as uneven by the likelihood ratio test.</summary>
    protected static double LikelihoodRatioPValue(BinnedCounts counts) => ChiSquareDistribution.Survival(counts.LikelihoodRatio(), counts.Bins.Count - 1);

    private static string? Join(string? first, string? second) => first is null || second is null ? first ?? second : first + " " + second;
}
