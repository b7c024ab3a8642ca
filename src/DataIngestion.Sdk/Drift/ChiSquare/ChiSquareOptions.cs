namespace DataIngestion;

/// <summary>Settings of the chi-square test of homogeneity.</summary>
public sealed record ChiSquareOptions
{
    /// <summary>The bound on the p-value that was corrected for the number of columns, between 0 and 1.</summary>
    /// <value>The default is 0.05.</value>
    public double Significance { get; init; } = 0.05;

    /// <summary>The smallest bias-corrected Cramér's V that counts as drift, 0 to 1.</summary>
    /// <value>The default is 0.1.</value>
    public double MinimumEffect { get; init; } = 0.1;

    /// <summary>Whether two categories are compared with Yates's continuity correction.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ContinuityCorrection { get; init; }

    internal ChiSquareOptions Checked()
    {
        OptionChecks.Probability(Significance, nameof(Significance));
        OptionChecks.AtLeastZero(MinimumEffect, nameof(MinimumEffect));
        return this;
    }
}
