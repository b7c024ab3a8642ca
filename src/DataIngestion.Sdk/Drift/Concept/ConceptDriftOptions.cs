namespace DataIngestion;

/// <summary>Settings of the comparison of P(target | features).</summary>
public sealed record ConceptDriftOptions
{
    /// <summary>The features, or <see langword="null"/> for all columns but the target.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>Columns by whose categories or bins the target's distribution is compared too.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>The bins of a number, at quantiles of the reference, 2 to 50. A text keeps its twice as many most frequent categories.</summary>
    /// <value>The default is 10.</value>
    public int Bins { get; init; } = 10;

    /// <summary>The most values that an integer target may have in the reference to be taken for classes, and the most classes that are told apart, 2 to 50.</summary>
    /// <value>The default is 10.</value>
    public int MaximumClasses { get; init; } = 10;

    /// <summary>The bound on corrected p-values, between 0 and 1.</summary>
    /// <value>The default is 0.05.</value>
    public double Significance { get; init; } = 0.05;

    /// <summary>The smallest change of class rates, beyond a shift that all bins share, that counts; 0 or more.</summary>
    /// <value>The default is 0.02: two percentage points.</value>
    public double MinimumEffect { get; init; } = 0.02;

    /// <summary>The same for a numeric target, in standard deviations of the reference; 0 or more.</summary>
    /// <value>The default is 0.05.</value>
    public double MinimumMeanEffect { get; init; } = 0.05;

    /// <summary>By how much the domain classifier's area must exceed one half; 0 or more.</summary>
    /// <value>The default is 0.05.</value>
    public double MinimumDomainEffect { get; init; } = 0.05;

    /// <summary>How p-values are corrected for the number of features.</summary>
    /// <value>The default is <see cref="MultipleTestCorrection.BenjaminiHochberg"/>.</value>
    public MultipleTestCorrection Correction { get; init; }

    /// <summary>How often labels are permuted for the p-value of the change of mutual information; 0 leaves it out.</summary>
    /// <value>The default is 499.</value>
    public int Permutations { get; init; } = 499;

    /// <summary>The rows of each side that the models are trained and scored on, drawn at random; 0 leaves the models out.</summary>
    /// <value>The default is 20,000.</value>
    public int SampleRows { get; init; } = 20_000;

    /// <summary>The fewest rows with a target on either side for a verdict.</summary>
    /// <value>The default is 100.</value>
    public int MinimumRows { get; init; } = 100;

    /// <summary>The seed of samples, permutations and models. Same rows and seed, same report.</summary>
    /// <value>The default is 1.</value>
    public int Seed { get; init; } = 1;

    internal ConceptDriftOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Segments);
        OptionChecks.Probability(Significance, nameof(Significance));
        OptionChecks.AtLeastZero(MinimumEffect, nameof(MinimumEffect));
        OptionChecks.AtLeastZero(MinimumMeanEffect, nameof(MinimumMeanEffect));
        OptionChecks.AtLeastZero(MinimumDomainEffect, nameof(MinimumDomainEffect));
        Within(Bins, 2, 50, nameof(Bins));
        Within(MaximumClasses, 2, 50, nameof(MaximumClasses));
        Within(Permutations, 0, 1_000_000, nameof(Permutations));
        Within(SampleRows, 0, 10_000_000, nameof(SampleRows));
        Within(MinimumRows, 1, int.MaxValue, nameof(MinimumRows));
        return this;
    }

    private static void Within(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between {least} and {most}.");
        }
    }
}
