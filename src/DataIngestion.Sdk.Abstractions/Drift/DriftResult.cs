namespace DataIngestion;

/// <summary>What is compared.</summary>
public enum DriftKind
{
    /// <summary>The distribution of a feature.</summary>
    Covariate,

    /// <summary>The distribution of the target.</summary>
    Prior,

    /// <summary>The distribution of the target given a feature.</summary>
    Concept,
}

/// <summary>One test on one column as it is reported and kept in the metadata. Immutable.</summary>
/// <param name="Column">The column.</param>
/// <param name="Kind">What is compared.</param>
/// <param name="Test">The detector's name.</param>
/// <param name="Statistic">The outcome.</param>
/// <param name="AdjustedPValue">The p-value corrected for the number of columns tested, or <see langword="null"/>.</param>
/// <param name="Drifted">Whether the corrected p-value (or the statistic) and the effect both pass their bounds.</param>
public sealed record DriftResult(string Column, DriftKind Kind, string Test, DriftStatistic Statistic, double? AdjustedPValue, bool Drifted)
{
    /// <summary>Whether nothing was decided, for want of values; the note of the statistic says so, too.</summary>
    public bool IsUndecided { get; init; }
}

/// <summary>The drift verdict of one delivery. Immutable.</summary>
/// <param name="ReferenceVersion">The table version whose last published rows are the reference, or <see langword="null"/> when there is none yet.</param>
/// <param name="Drifted">Whether any column, or the target given the features, drifted.</param>
/// <param name="Results">All tests on all columns.</param>
/// <param name="Note">Why there is no verdict, such as no reference yet; <see langword="null"/> for nothing.</param>
public sealed record DriftReport(long? ReferenceVersion, bool Drifted, IReadOnlyList<DriftResult> Results, string? Note = null)
{
    /// <summary>What was compared, such as two files or a table and a delivery; empty where nobody named it.</summary>
    public string Name { get; init; } = "";

    /// <summary>When, UTC; <see langword="null"/> where nobody noted it.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How p-values were corrected for the number of columns, in snake case, such as <c>benjamini_hochberg</c>; <see langword="null"/> where it is not known.</summary>
    public string? Correction { get; init; }

    /// <summary>How the compared columns are distributed on both sides; empty where only verdicts are known.</summary>
    public IReadOnlyList<ColumnShape> Columns { get; init; } = [];

    /// <summary>The target given each feature; empty where that was not looked at.</summary>
    public IReadOnlyList<ConceptView> Concept { get; init; } = [];

    /// <summary>Whether the target changed given all features, and why; <see langword="null"/> where that was not looked at.</summary>
    public ConceptVerdict? ConceptVerdict { get; init; }

    /// <summary>What earlier comparisons found, oldest first; empty where there is no history.</summary>
    public IReadOnlyList<PastDrift> Past { get; init; } = [];
}

/// <summary>What one earlier comparison found. Immutable.</summary>
/// <param name="Version">The table version or run.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Statistics">The statistics of its tests.</param>
public sealed record PastDrift(string Version, DateTimeOffset At, IReadOnlyList<PastStatistic> Statistics);

/// <summary>The statistic of one test on one column in an earlier comparison. Immutable.</summary>
/// <param name="Column">The column.</param>
/// <param name="Test">The detector's name.</param>
/// <param name="Statistic">The statistic.</param>
public sealed record PastStatistic(string Column, string Test, double Statistic);
