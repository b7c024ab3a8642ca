namespace DataIngestion;

/// <summary>Settings that tests of drift share: a finding needs significance and effect.</summary>
public sealed record DriftTestOptions
{
    /// <summary>The bound on the p-value that was corrected for the number of columns, between 0 and 1.</summary>
    /// <value>The default is 0.05.</value>
    public double Significance { get; init; } = 0.05;

    /// <summary>The smallest effect that counts as drift, on the scale that the test's documentation states; 0 or more.</summary>
    /// <value>The default is 0.1.</value>
    public double MinimumEffect { get; init; } = 0.1;

    internal static DriftTestOptions Checked(DriftTestOptions? options)
    {
        DriftTestOptions used = options ?? new();
        OptionChecks.Probability(used.Significance, nameof(Significance));
        OptionChecks.AtLeastZero(used.MinimumEffect, nameof(MinimumEffect));
        return used;
    }
}
