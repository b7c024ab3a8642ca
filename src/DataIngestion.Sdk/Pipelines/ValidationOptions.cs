using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>How rows are validated without a pipeline.</summary>
public sealed record ValidationOptions
{
    /// <summary>What is validated, for the report; by default the name of the source.</summary>
    public string? Name { get; init; }

    /// <summary>The types of the columns, or <see langword="null"/> to infer them from all rows first.</summary>
    public DataContract? Contract { get; init; }

    /// <summary>The most failing rows to keep for each rule.</summary>
    /// <value>0 or more. The default is 5.</value>
    public int SampleLimit { get; init; } = 5;

    /// <summary>Columns whose values the report must not show.</summary>
    public IReadOnlyCollection<string> Masked { get; init; } = [];

    /// <summary>How many parts are checked at the same time.</summary>
    /// <value>At least 1. The default is the number of cores.</value>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>The figures of earlier runs, oldest first, for checks against history: keep <see cref="ValidationReport.Figures"/> to have them the next time.</summary>
    public IReadOnlyList<PastFigures> Past { get; init; } = [];

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal ValidationRunOptions ForRun() => new() { Masked = Masked.ToHashSet(StringComparer.Ordinal), SampleLimit = SampleLimit, Past = Past };
}
