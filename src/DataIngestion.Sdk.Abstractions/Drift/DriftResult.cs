namespace DataIngestion;

/// <summary>What is compared.</summary>
public enum DriftKind
{
    /// <summary>The distribution of a feature.</summary>
    Covariate,

    /// <summary>The distribution of the target.</summary>
    Prior,
}

/// <summary>One test on one column as it is reported and kept in the metadata. Immutable.</summary>
/// <param name="Column">The column.</param>
/// <param name="Kind">What is compared.</param>
/// <param name="Test">The detector's name.</param>
/// <param name="Statistic">The outcome.</param>
/// <param name="AdjustedPValue">The p-value corrected for the number of columns tested, or <see langword="null"/>.</param>
/// <param name="Drifted">Whether the corrected p-value (or the statistic) and the effect both pass their bounds.</param>
public sealed record DriftResult(string Column, DriftKind Kind, string Test, DriftStatistic Statistic, double? AdjustedPValue, bool Drifted);

/// <summary>The drift verdict of one delivery. Immutable.</summary>
/// <param name="ReferenceVersion">The table version whose last published rows are the reference, or <see langword="null"/> when there is none yet.</param>
/// <param name="Drifted">Whether any column drifted.</param>
/// <param name="Results">All tests on all columns.</param>
/// <param name="Note">Why there is no verdict, such as no reference yet; <see langword="null"/> for nothing.</param>
public sealed record DriftReport(long? ReferenceVersion, bool Drifted, IReadOnlyList<DriftResult> Results, string? Note = null);
