using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Delta;
using DataIngestion.Masking;
using DataIngestion.Parquet;
using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>What one pass over one delivery needs to know.</summary>
internal sealed record PassSetup
{
    public required PipelineDefinition Definition { get; init; }

    public required SourceDelivery Delivery { get; init; }

    public required string RunId { get; init; }

    public required DataContract Contract { get; init; }

    public required MaskPlan Mask { get; init; }

    public IRawSink? Raw { get; init; }

    /// <summary>Learns of every file as it is staged.</summary>
    public required StagedFiles Staged { get; init; }

    /// <summary>Whether a person released the delivery: what held it goes to quarantine or is published.</summary>
    public bool Release { get; init; }

    /// <summary>What an earlier pass over the same delivery found out about its keys; nothing in the first.</summary>
    public KnownDuplicates KnownDuplicates { get; init; } = new();

    /// <summary>The rules; in a second pass some with what the first has learned for them.</summary>
    public required IReadOnlyList<ValidationRule> Rules { get; init; }

    /// <summary>The figures of the last runs, oldest first, as many as the rules ask for.</summary>
    public IReadOnlyList<PastFigures> Past { get; init; } = [];

    /// <summary>The memory for the primary key.</summary>
    public required KeyIndexOptions Keys { get; init; }

    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>A reader decodes only what the contract names, unless other columns have to be noticed.</summary>
    public IReadOnlyCollection<string>? Columns =>
        Contract.NewColumns == ColumnPolicy.Ignore ? [.. Contract.Columns.Select(column => column.Name)] : null;

    public string KeyCheck => $"primary_key({string.Join(", ", Contract.PrimaryKey)})";

    /// <summary>The key columns as published, or null without a key.</summary>
    public Schema? KeySchema => Contract.PrimaryKey.Count == 0
        ? null
        : new Schema(Contract.PrimaryKey.Select(Mask.OutputSchema.GetFieldByName), null);

    public bool HasOrderedRules => Rules.Any(rule => rule.Validator.IsOrdered);

    /// <summary>A row of the wrong shape shows nothing where columns are masked.</summary>
    public SourceBatch Conceal(SourceBatch delivered) => Mask.Masked.Count == 0 ? delivered : MisshapenRows.Conceal(delivered);

    public ParquetTableWriter DataWriter() => new(
        Definition.Table, Mask.OutputSchema, Definition.Parquet, () => new StagedStatistics(Mask.OutputSchema, Mask.Withheld), Staged.Add);

    public ParquetTableWriter QuarantineWriter()
    {
        Schema schema = QuarantineRows.SchemaOf(Mask);
        return new ParquetTableWriter(Definition.Quarantine, schema, Definition.Parquet, () => new StagedStatistics(schema, Mask.Masked), Staged.Add);
    }

    public string KeyText(RecordBatch published, int row) => string.Join(", ", Contract.PrimaryKey.Select(name =>
        Mask.Masked.Contains(name)
            ? "(masked)"
            : ColumnText.Shorten(ColumnText.Of(published.Column(published.Schema.GetFieldIndex(name)), row))));

    public void Report(RunStage stage, long rows, long bytes) =>
        Progress?.Report(new RunProgress(RunId, Delivery.Name, stage, rows, bytes, TotalBytes()));

    private long TotalBytes() =>
        Delivery.Partitions.Any(partition => partition.Length < 0) ? -1 : Delivery.Partitions.Sum(partition => partition.Length);
}
