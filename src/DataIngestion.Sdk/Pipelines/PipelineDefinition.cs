using DataIngestion.Drift;
using DataIngestion.Validation;
using Microsoft.Extensions.Logging;

namespace DataIngestion.Pipelines;

/// <summary>Everything a pipeline was told, validated and frozen.</summary>
internal sealed record PipelineDefinition
{
    public const string ApplicationPrefix = "dataingestion.";

    public required string Name { get; init; }

    public required ISource Source { get; init; }

    public required StorageZone Table { get; init; }

    public required StorageZone Quarantine { get; init; }

    public StorageZone? Raw { get; init; }

    public DataContract? Contract { get; init; }

    public IReadOnlyList<ValidationRule> Rules { get; init; } = [];

    public DriftPlan? Drift { get; init; }

    public required MaskBuilder Mask { get; init; }

    public IMetadataStore? Metadata { get; init; }

    public TableWriteMode Mode { get; init; }

    public ParquetWriteOptions Parquet { get; init; } = new();

    public required KeyIndexOptions Keys { get; init; }

    public bool InOrder { get; init; }

    /// <summary>The chunks that are worked on at the same time, and so the files that are written side by side.</summary>
    public int Parallelism { get; init; } = 1;

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Names the pipeline in the table's log: one cursor and one sequence of transactions.</summary>
    public string ApplicationId => ApplicationPrefix + Name;
}
