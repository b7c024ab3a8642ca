namespace DataIngestion;

/// <summary>What a detector says about one column: decided, or in need of exact profiles.</summary>
public sealed record DriftAnswer
{
    private DriftAnswer(DriftStatistic? decided) => Decided = decided;

    /// <summary>The profiles are too coarse for this decision.</summary>
    public static DriftAnswer NeedsExact { get; } = new((DriftStatistic?)null);

    /// <summary>The statistic, or <see langword="null"/> when exact profiles are needed.</summary>
    public DriftStatistic? Decided { get; }

    /// <summary>The comparison is decided.</summary>
    /// <param name="statistic">The statistic.</param>
    /// <returns>The answer.</returns>
    public static DriftAnswer Of(DriftStatistic statistic) => new(statistic ?? throw new ArgumentNullException(nameof(statistic)));
}

/// <summary>The outcome of one test on one column, before the correction for many columns. Immutable.</summary>
/// <param name="Statistic">The test statistic.</param>
/// <param name="PValue">The p-value, or <see langword="null"/> for a measure without one.</param>
/// <param name="Threshold">The bound: on the corrected p-value where there is one, else on the statistic.</param>
/// <param name="Effect">The size of the difference on the scale of <paramref name="EffectThreshold"/>.</param>
/// <param name="EffectThreshold">The smallest effect that counts as drift.</param>
/// <param name="ReferenceCount">The values of the reference that were compared.</param>
/// <param name="CurrentCount">The values of the delivery that were compared.</param>
/// <param name="Bins">The bins or categories compared; empty for tests without any.</param>
/// <param name="Note">Anything a reader must know, such as too few rows; <see langword="null"/> for nothing.</param>
public sealed record DriftStatistic(
    double Statistic,
    double? PValue,
    double Threshold,
    double Effect,
    double EffectThreshold,
    long ReferenceCount,
    long CurrentCount,
    IReadOnlyList<DriftBin> Bins,
    string? Note = null);

/// <summary>One bin of a comparison.</summary>
/// <param name="Label">The interval or the category. Categories of masked columns never get here.</param>
/// <param name="Reference">The count in the reference.</param>
/// <param name="Current">The count in the delivery.</param>
public sealed record DriftBin(string Label, long Reference, long Current);
