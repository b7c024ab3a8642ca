namespace DataIngestion.Drift;

/// <summary>The target within each bin of a feature on one side.</summary>
internal sealed class TargetCells(int bins, int groups)
{
    private readonly long[] _counts = new long[bins * groups];
    private readonly double[] _sums = new double[bins];
    private readonly double[] _squares = new double[bins];

    /// <summary>Values are less the reference's mean, so that squares do not cancel.</summary>
    public void Add(int bin, int group, double deviation)
    {
        _counts[(bin * groups) + group]++;
        _sums[bin] += deviation;
        _squares[bin] += deviation * deviation;
    }

    public CellSums this[int bin] => new(_counts.AsSpan(bin * groups, groups).ToArray(), _sums[bin], _squares[bin]);
}

/// <summary>The target in one bin on one side: rows of each group, and for a number the sums of its deviations from the reference's mean.</summary>
internal sealed record CellSums(long[] Groups, double Sum, double Squares)
{
    public long Count { get; } = Groups.Sum();

    public double Mean => Sum / Count;

    public double Variance => Math.Max(0, (Squares - (Sum * Sum / Count)) / (Count - 1));

    public CellSums Plus(CellSums other) => new([.. Groups.Zip(other.Groups, (a, b) => a + b)], Sum + other.Sum, Squares + other.Squares);

    public ConceptCell ToCell(TargetCodes target) => target.IsNumber
        ? new(Count, Groups, Count > 0 ? Mean + target.Mean : null, Count > 1 ? Variance : null)
        : new(Count, Groups, null, null);
}
