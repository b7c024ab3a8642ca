using DataIngestion.Parquet;

namespace DataIngestion.Pipelines;

/// <summary>What one pass staged and found. Nothing of it is visible yet.</summary>
internal sealed record PassResult(
    IReadOnlyList<StagedFile> Files,
    IReadOnlyList<StagedFile> QuarantineFiles,
    DatasetProfile Profile,
    IReadOnlyList<PartitionReceipt> Receipts,
    long Read,
    IReadOnlyList<ValidationResult> Validation,
    IReadOnlyList<ColumnCount> ColumnCounts,
    IReadOnlyDictionary<string, string> Detected)
{
    /// <summary>The figures that the rules computed.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    public RowCounts Rows => new(Read, Files.Sum(file => file.Rows), QuarantineFiles.Sum(file => file.Rows), Deduplicated: 0, Excluded: 0);
}
