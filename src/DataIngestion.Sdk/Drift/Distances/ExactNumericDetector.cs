namespace DataIngestion.Drift;

/// <summary>What tests share that need every value: they ask for exact profiles where a profile has a rank error.</summary>
internal abstract class ExactNumericDetector(DriftTestOptions options) : IDriftDetector
{
    public abstract string Name { get; }

    protected DriftTestOptions Options => options;

    public override string ToString() => $"{Name} {options}";

    public bool AppliesTo(ColumnProfile profile) => profile.Numeric is not null;

    public DriftAnswer Detect(ColumnProfile reference, ColumnProfile current)
    {
        NumericProfile first = reference.Numeric!;
        NumericProfile second = current.Numeric!;
        if (EmptySide.Note(first.Count, second.Count) is { } empty)
        {
            return DriftAnswer.Of(new(0, null, options.Significance, 0, options.MinimumEffect, first.Count, second.Count, [], empty));
        }

        return first.RankError == 0 && second.RankError == 0 ? DriftAnswer.Of(Compare(first, second)) : DriftAnswer.NeedsExact;
    }

    protected abstract DriftStatistic Compare(NumericProfile reference, NumericProfile current);

    protected DriftStatistic Statistic(double statistic, double? p, double effect, PooledSamples pooled, string? note = null) =>
        new(statistic, p, options.Significance, effect, options.MinimumEffect, pooled.ReferenceCount, pooled.CurrentCount, [], note);
}
