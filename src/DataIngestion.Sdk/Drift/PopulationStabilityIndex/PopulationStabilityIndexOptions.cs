namespace DataIngestion;

/// <summary>To which bin a value belongs that equals the edge between two.</summary>
public enum BinEdge
{
    /// <summary>To the upper bin: [a, b).</summary>
    LeftClosed,

    /// <summary>To the lower bin: (a, b].</summary>
    RightClosed,
}

/// <summary>Settings of the population stability index.</summary>
public sealed record PopulationStabilityIndexOptions
{
    /// <summary>The smallest index that counts as drift. Common practice: below 0.1 stable, 0.1 to 0.25 moderate, above 0.25 large.</summary>
    /// <value>The default is 0.1.</value>
    public double Threshold { get; init; } = 0.1;

    /// <summary>How often the index of two samples of one distribution may pass the bound, between 0 and 1. With few rows this raises the bound above <see cref="Threshold"/>.</summary>
    /// <value>The default is 0.05.</value>
    public double Significance { get; init; } = 0.05;

    /// <summary>The bins of a numeric column, 2 to 1000, by quantiles of the reference.</summary>
    /// <value>The default is 10.</value>
    public int Bins { get; init; } = 10;

    /// <summary>The smallest proportion of a bin; smaller ones, also empty bins, count as this. Above 0, below 1.</summary>
    /// <value>The default is 0.0001.</value>
    public double Floor { get; init; } = 1e-4;

    /// <summary>To which bin a value on an edge belongs.</summary>
    /// <value>The default is <see cref="BinEdge.LeftClosed"/>.</value>
    public BinEdge Edge { get; init; } = BinEdge.LeftClosed;

    internal PopulationStabilityIndexOptions Checked()
    {
        OptionChecks.AtLeastZero(Threshold, nameof(Threshold));
        OptionChecks.Probability(Significance, nameof(Significance));
        OptionChecks.Probability(Floor, nameof(Floor));
        ArgumentOutOfRangeException.ThrowIfLessThan(Bins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Bins, 1000);
        return Enum.IsDefined(Edge) ? this : throw new ArgumentOutOfRangeException(nameof(Edge), Edge, "The edge belongs to the left or to the right bin.");
    }
}
