namespace DataIngestion;

/// <summary>The target given one feature, on both sides. Immutable.</summary>
/// <param name="Column">The feature.</param>
/// <param name="Measure">What the rates are, such as <c>share of claim = yes</c> or <c>mean of price</c>.</param>
/// <param name="Bins">The target in each bin or category of the feature.</param>
/// <param name="ReferenceRate">The rate over the whole reference, or <see langword="null"/> where it has no value.</param>
/// <param name="CurrentRate">The rate over the whole delivery, or <see langword="null"/> where it has no value.</param>
public sealed record ConceptView(string Column, string Measure, IReadOnlyList<ConceptViewBin> Bins, double? ReferenceRate, double? CurrentRate)
{
    /// <summary>Whether the target changed given this feature.</summary>
    public bool Drifted { get; init; }

    /// <summary>The tests that say so, of <see cref="DriftKind.Concept"/>.</summary>
    public IReadOnlyList<DriftResult> Results { get; init; } = [];

    /// <summary>Anything a reader must know; <see langword="null"/> for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>The target in one bin of a feature. Immutable.</summary>
/// <param name="Label">The interval or the category. Categories of masked columns never get here.</param>
/// <param name="ReferenceCount">The rows of the reference in the bin.</param>
/// <param name="CurrentCount">The rows of the delivery in the bin.</param>
/// <param name="ReferenceRate">The target's share or mean among them, or <see langword="null"/> where there are none.</param>
/// <param name="CurrentRate">The target's share or mean among them, or <see langword="null"/> where there are none.</param>
public sealed record ConceptViewBin(string Label, long ReferenceCount, long CurrentCount, double? ReferenceRate, double? CurrentRate);

/// <summary>The verdict on P(target | features). Immutable.</summary>
/// <param name="Drifted">Whether it changed.</param>
/// <param name="Reason">Why.</param>
public sealed record ConceptVerdict(bool Drifted, string Reason);
