namespace DataIngestion;

/// <summary>How the p-value of the two-sample Kolmogorov–Smirnov test is computed.</summary>
public enum KolmogorovSmirnovMethod
{
    /// <summary>Exact while both samples have at most 10,000 values, else asymptotic; as <c>scipy.stats.ks_2samp</c> chooses.</summary>
    Auto,

    /// <summary>Exact by counting lattice paths; asymptotic with a note where the samples are too large for that.</summary>
    Exact,

    /// <summary>The finite-sample Kolmogorov law at the effective sample size.</summary>
    Asymptotic,
}

/// <summary>Settings of the two-sample Kolmogorov–Smirnov test.</summary>
public sealed record KolmogorovSmirnovOptions
{
    /// <summary>The bound on the p-value that was corrected for the number of columns, between 0 and 1.</summary>
    /// <value>The default is 0.05.</value>
    public double Significance { get; init; } = 0.05;

    /// <summary>The smallest distance between the two distribution functions that counts as drift, 0 to 1. With many rows any difference is significant; this is the difference that matters.</summary>
    /// <value>The default is 0.1.</value>
    public double MinimumStatistic { get; init; } = 0.1;

    /// <summary>How the p-value is computed.</summary>
    /// <value>The default is <see cref="KolmogorovSmirnovMethod.Auto"/>.</value>
    public KolmogorovSmirnovMethod Method { get; init; } = KolmogorovSmirnovMethod.Auto;

    internal KolmogorovSmirnovOptions Checked()
    {
        OptionChecks.Probability(Significance, nameof(Significance));
        OptionChecks.AtLeastZero(MinimumStatistic, nameof(MinimumStatistic));
        return Enum.IsDefined(Method) ? this : throw new ArgumentOutOfRangeException(nameof(Method), Method, "The method is none of the three.");
    }
}
