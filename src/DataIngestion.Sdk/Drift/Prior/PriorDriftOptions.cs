namespace DataIngestion;

/// <summary>Settings of the comparison of a target's own distribution.</summary>
public sealed record PriorDriftOptions
{
    /// <summary>Columns by whose categories or bins the target is compared too.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>The bins of a segment column that is a number, at quantiles of the reference, 2 to 50. A text keeps its twice as many most frequent categories.</summary>
    /// <value>The default is 5.</value>
    public int Bins { get; init; } = 5;

    /// <summary>The most values that a target of whole numbers may have in the reference to be taken for classes, 2 to 50.</summary>
    /// <value>The default is 10.</value>
    public int MaximumClasses { get; init; } = 10;

    /// <summary>The bound on corrected p-values, between 0 and 1.</summary>
    /// <value>The default is 0.05.</value>
    public double Significance { get; init; } = 0.05;

    /// <summary>The smallest effect that counts, on the scale of each test; 0 or more.</summary>
    /// <value>The default is 0.05: five points of class rates, a distance of 0.05 of the distribution functions, a Wasserstein distance of 0.05 standard deviations.</value>
    public double MinimumEffect { get; init; } = 0.05;

    /// <summary>The fewest values on either side for a verdict, in each segment.</summary>
    /// <value>The default is 30.</value>
    public int MinimumRows { get; init; } = 30;

    /// <summary>How p-values are corrected over segments.</summary>
    /// <value>The default is <see cref="MultipleTestCorrection.BenjaminiHochberg"/>.</value>
    public MultipleTestCorrection Correction { get; init; }

    internal PriorDriftOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Segments);
        OptionChecks.Probability(Significance, nameof(Significance));
        OptionChecks.AtLeastZero(MinimumEffect, nameof(MinimumEffect));
        ArgumentOutOfRangeException.ThrowIfLessThan(Bins, 2, nameof(Bins));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Bins, 50, nameof(Bins));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumClasses, 2, nameof(MaximumClasses));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaximumClasses, 50, nameof(MaximumClasses));
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumRows, 1, nameof(MinimumRows));
        return this;
    }
}
