namespace DataIngestion;

/// <summary>How two data sets are compared, or one is profiled.</summary>
public sealed record DatasetDriftOptions
{
    /// <summary>What is compared, for the report.</summary>
    public string Name { get; init; } = "";

    /// <summary>The columns that are read, besides the target; <see langword="null"/> for all.</summary>
    public IReadOnlyCollection<string>? Columns { get; init; }

    /// <summary>The column that a model predicts: its own drift is prior drift, and whether it changed given the others is concept drift. <see langword="null"/> for none.</summary>
    public string? Target { get; init; }

    /// <summary>Columns of whose values nothing is shown and nothing is compared. Compared without case.</summary>
    public IReadOnlyCollection<string> Masked { get; init; } = [];

    /// <summary>Chooses tests and bounds as <see cref="DataPipelineBuilder.DetectDrift"/> does; <see langword="null"/> for the defaults.</summary>
    public Action<DriftBuilder>? Configure { get; init; }

    /// <summary>The settings of concept drift; its features are the columns that are compared.</summary>
    public ConceptDriftOptions Concept { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
