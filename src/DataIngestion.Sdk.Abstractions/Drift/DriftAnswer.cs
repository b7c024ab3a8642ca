namespace DataIngestion;

/// <summary>What a detector says about one column: a statistic, exact or between guaranteed bounds, or that it needs exact profiles.</summary>
public sealed record DriftAnswer
{
    private DriftAnswer(DriftStatistic? decided) => Decided = decided;

    /// <summary>The profiles are too coarse to say anything.</summary>
    public static DriftAnswer NeedsExact { get; } = new((DriftStatistic?)null);

    /// <summary>The statistic, or <see langword="null"/> when exact profiles are needed.</summary>
    public DriftStatistic? Decided { get; }

    /// <summary>The statistic is known.</summary>
    /// <param name="statistic">The statistic. With <see cref="DriftStatistic.Bounds"/> it stands when every value between them leads to the same decision.</param>
    /// <returns>The answer.</returns>
    public static DriftAnswer Of(DriftStatistic statistic) => new(statistic ?? throw new ArgumentNullException(nameof(statistic)));
}

/// <summary>The outcome of one test on one column, before the correction for many columns. Immutable.</summary>
/// <param name="Statistic">The test statistic; an estimate where there are <see cref="Bounds"/>.</param>
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
    string? Note = null)
{
    /// <summary>Between which values the statistic of the rows themselves is, when it was estimated from profiles; <see langword="null"/> when it is exact.</summary>
    public DriftBounds? Bounds { get; init; }
}

/// <summary>Guaranteed bounds of a statistic that was estimated from profiles. Whatever the rows were, their statistic is between them, both included.</summary>
/// <param name="LowestStatistic">The least value of the statistic.</param>
/// <param name="HighestStatistic">The greatest value of the statistic.</param>
/// <param name="LowestEffect">The least effect.</param>
/// <param name="HighestEffect">The greatest effect.</param>
public sealed record DriftBounds(double LowestStatistic, double HighestStatistic, double LowestEffect, double HighestEffect)
{
    /// <summary>The least p-value, or <see langword="null"/> for a measure without one.</summary>
    public double? LowestPValue { get; init; }

    /// <summary>The greatest p-value, or <see langword="null"/> for a measure without one.</summary>
    public double? HighestPValue { get; init; }
}

/// <summary>One bin of a comparison.</summary>
/// <param name="Label">The interval or the category. Categories of masked columns never get here.</param>
/// <param name="Reference">The count in the reference.</param>
/// <param name="Current">The count in the delivery.</param>
public sealed record DriftBin(string Label, long Reference, long Current);
