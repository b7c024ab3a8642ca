namespace DataIngestion.Drift;

internal sealed class PopulationStabilityIndexDetector(PopulationStabilityIndexOptions options) : IDriftDetector
{
    public string Name => "population_stability_index";

    public override string ToString() => $"{Name} {options}";

    public bool AppliesTo(ColumnProfile profile) => profile.Numeric is not null || profile.Categorical is not null;

    public DriftAnswer Detect(ColumnProfile reference, ColumnProfile current) =>
        reference.Numeric is { } numeric ? Numeric(numeric, current.Numeric!) : Categorical(reference.Categorical!, current.Categorical!);

    private DriftAnswer Numeric(NumericProfile reference, NumericProfile current)
    {
        if (EmptySide.Note(reference.Count, current.Count) is { } note)
        {
            return Empty(reference.Count, current.Count, note);
        }

        double[] edges = QuantileBins.InteriorEdges(reference, options.Bins);
        IReadOnlyList<DriftBin> bins = QuantileBins.Count(reference, current, edges, options.Edge);
        string? single = edges.Length == 0 ? "The reference's quantiles leave a single bin, so the index is zero whatever the delivery holds." : null;
        return reference.RankError == 0 && current.RankError == 0
            ? Answer(bins, bins, reference.Count, current.Count, single)
            : Bounded(reference, current, bins, single);
    }

    private DriftAnswer Bounded(NumericProfile reference, NumericProfile current, IReadOnlyList<DriftBin> bins, string? note)
    {
        if (StabilityIndexBounds.Of(reference, current, options) is not { } bounds
            || bounds.LeastReference.Length != bins.Count
            || StabilityIndex.AsymptoticQuantile(bounds.LeastReference, bounds.LeastCurrent, reference.Count, current.Count, options) is null)
        {
            return DriftAnswer.NeedsExact;
        }

        DriftStatistic estimate = Statistic(bins, bins, reference.Count, current.Count, note);
        double index = Math.Clamp(estimate.Statistic, bounds.Index.Low, bounds.Index.High);
        return DriftAnswer.Of(estimate with
        {
            Statistic = index,
            Effect = index,
            Bounds = new(bounds.Index.Low, bounds.Index.High, bounds.Index.Low, bounds.Index.High),
        });
    }

    private DriftAnswer Categorical(CategoricalProfile reference, CategoricalProfile current)
    {
        if (CategoryTable.Of(reference, current) is not { } table)
        {
            return DriftAnswer.NeedsExact;
        }

        return EmptySide.Note(table.ReferenceTotal, table.CurrentTotal) is { } note
            ? Empty(table.ReferenceTotal, table.CurrentTotal, note)
            : Answer(table.Bins, table.ReportedBins(), table.ReferenceTotal, table.CurrentTotal, table.Note);
    }

    private DriftAnswer Empty(long reference, long current, string note) =>
        DriftAnswer.Of(new(0, null, options.Threshold, 0, options.Threshold, reference, current, [], note));

    private DriftAnswer Answer(IReadOnlyList<DriftBin> bins, IReadOnlyList<DriftBin> reported, long reference, long current, string? note) =>
        DriftAnswer.Of(Statistic(bins, reported, reference, current, note));

    private DriftStatistic Statistic(IReadOnlyList<DriftBin> bins, IReadOnlyList<DriftBin> reported, long reference, long current, string? note)
    {
        double[] first = [.. bins.Select(bin => (double)bin.Reference)];
        double[] second = [.. bins.Select(bin => (double)bin.Current)];
        double index = StabilityIndex.Of(first, second, options.Floor);
        double threshold = Math.Max(options.Threshold, StabilityIndex.NullQuantile(first, second, options));
        return new(index, null, threshold, index, options.Threshold, reference, current, reported, note);
    }
}
