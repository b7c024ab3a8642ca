namespace DataIngestion;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>A new table version is visible.</summary>
    Published,

    /// <summary>The gate held the delivery; the table is as it was.</summary>
    Held,

    /// <summary>A person discarded a held delivery; the table has its cursor moved and no new rows.</summary>
    Discarded,

    /// <summary>The run failed; the table is as it was.</summary>
    Failed,
}

/// <summary>Everything there is to know about one run. Immutable, serialisable, without values of masked columns.</summary>
/// <param name="RunId">Names the run; sortable by time.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Table">The table's location.</param>
/// <param name="Status">How it ended.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="FinishedAt">When the record was written, UTC.</param>
public sealed record RunRecord(string RunId, string Pipeline, string Table, RunStatus Status, DateTimeOffset StartedAt, DateTimeOffset FinishedAt)
{
    /// <summary>The version of this record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The table version that the run published, or <see langword="null"/>. It is known only from the commit; a record as staged has none.</summary>
    public long? Version { get; init; }

    /// <summary>What the source is.</summary>
    public string Source { get; init; } = "";

    /// <summary>The delivery's name, such as a file name.</summary>
    public string Delivery { get; init; } = "";

    /// <summary>The SHA-256 of pipeline, cursor and partitions: the same plan is published at most once.</summary>
    public string PlanHash { get; init; } = "";

    /// <summary>What was read, with checksums and raw copies.</summary>
    public IReadOnlyList<PartitionReceipt> Partitions { get; init; } = [];

    /// <summary>The store that holds the raw copies, without secrets; <see langword="null"/> without a raw zone.</summary>
    public string? RawStore { get; init; }

    /// <summary>What is masked and how, column to mask; keys appear by their id only.</summary>
    public IReadOnlyDictionary<string, string> Masks { get; init; } = new Dictionary<string, string>();

    /// <summary>The count handshake.</summary>
    public RowCounts Rows { get; init; } = new(0, 0, 0, 0, 0);

    /// <summary>What was detected and not declared, name to value.</summary>
    public IReadOnlyDictionary<string, string> Detected { get; init; } = new Dictionary<string, string>();

    /// <summary>The contract that the delivery was checked against.</summary>
    public DataContract? Contract { get; init; }

    /// <summary>Missing values by column and kind, and other counts that a person should know; nothing is dropped or coerced without a count here.</summary>
    public IReadOnlyList<ColumnCount> ColumnCounts { get; init; } = [];

    /// <summary>The outcome of every rule, the contract's own included.</summary>
    public IReadOnlyList<ValidationResult> Validation { get; init; } = [];

    /// <summary>The figures that the rules computed, such as <c>mean(amount)</c>, for comparison with those of later runs. None of masked columns.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The drift verdict, or <see langword="null"/> when the run ended before it or detects none.</summary>
    public DriftReport? Drift { get; init; }

    /// <summary>The data files of the processed zone.</summary>
    public IReadOnlyList<FileChecksum> Files { get; init; } = [];

    /// <summary>The data files of the quarantine table.</summary>
    public IReadOnlyList<FileChecksum> QuarantineFiles { get; init; } = [];

    /// <summary>The profile of the published rows, or <see langword="null"/>.</summary>
    public FileChecksum? Profile { get; init; }

    /// <summary>Why: the gate's reasons for a hold, a person's for a release or a discard, the error of a failed run.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}

/// <summary>The count handshake: <c>read = inserted + quarantined + deduplicated + excluded</c>, checked before the commit.</summary>
/// <param name="Read">The rows read from the source.</param>
/// <param name="Inserted">The rows written to the processed zone.</param>
/// <param name="Quarantined">The rows written to quarantine.</param>
/// <param name="Deduplicated">The rows dropped because an equal row is there.</param>
/// <param name="Excluded">The rows left out by an explicit policy.</param>
public sealed record RowCounts(long Read, long Inserted, long Quarantined, long Deduplicated, long Excluded);

/// <summary>One written file.</summary>
/// <param name="Path">The path below the table, or below the zone where the field's documentation says so.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Sha256">The SHA-256 in lower-case hexadecimal.</param>
/// <param name="Rows">Its rows; 0 for files without rows.</param>
public sealed record FileChecksum(string Path, long Length, string Sha256, long Rows);

/// <summary>How often something happened in a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="What">What: <c>empty</c>, <c>absent</c>, <c>marker ?</c>, <c>set to missing</c>, …</param>
/// <param name="Count">How often.</param>
public sealed record ColumnCount(string Column, string What, long Count);
