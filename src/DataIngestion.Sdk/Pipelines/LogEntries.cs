using Apache.Arrow;
using DataIngestion.Delta;
using DataIngestion.Parquet;

namespace DataIngestion.Pipelines;

/// <summary>The parts of a log entry that all commits of a pipeline have in common.</summary>
internal static class LogEntries
{
    private const string RunIdKey = "runId";
    private const string PlanHashKey = "planHash";
    private const string PipelineKey = "pipeline";

    public const string ChecksumTag = "sha256";

    public static AddFile Add(StagedFile file) => new()
    {
        Path = file.Path,
        Size = file.Length,
        ModificationTime = file.ModifiedAt.ToUnixTimeMilliseconds(),
        DataChange = true,
        Statistics = file.Statistics,
        Tags = new Dictionary<string, string?> { [ChecksumTag] = file.Sha256 },
    };

    /// <summary>The protocol action of a commit: for a new table, or one that has to be raised for a new kind of column; else none.</summary>
    public static DeltaProtocol? ProtocolFor(DeltaSnapshot? snapshot, DeltaMetadata? metadata)
    {
        if (snapshot is null)
        {
            return DeltaProtocol.ForNewTable(metadata!.Schema);
        }

        DeltaProtocol raised = snapshot.Protocol.RaisedFor(metadata ?? snapshot.Metadata);
        return raised == snapshot.Protocol ? null : raised;
    }

    public static DeltaMetadata NewMetadata(PipelineDefinition definition, Schema schema, string contract) =>
        DeltaMetadata.Create(Guid.NewGuid(), DeltaSchema.From(schema), definition.Time.GetUtcNow()) with
        {
            Name = definition.Name,
            Configuration = new Dictionary<string, string> { [TableState.ContractKey] = contract },
        };

    public static DomainMetadata Domain(PipelineDefinition definition, SourceCursor? cursor, RunRecord run, FileChecksum record) =>
        new(definition.ApplicationId, new TableDomain(cursor, run.PlanHash, run.RunId, record.Path, record.Sha256).ToJson());

    public static CommitInfo CommitInfo(PipelineDefinition definition, RunRecord run, TableState state, string mode) => new()
    {
        Timestamp = definition.Time.GetUtcNow().ToUnixTimeMilliseconds(),
        Operation = "WRITE",
        OperationParameters = new Dictionary<string, string> { ["mode"] = mode, ["partitionBy"] = "[]" },
        ReadVersion = state.Snapshot?.Version,
        IsBlindAppend = false,
        EngineInfo = "DataIngestion.Sdk/" + typeof(LogEntries).Assembly.GetName().Version?.ToString(3),
        OperationMetrics = new Dictionary<string, string>
        {
            ["numFiles"] = Text(run.Files.Count),
            ["numOutputRows"] = Text(run.Rows.Inserted),
            ["numOutputBytes"] = Text(run.Files.Sum(file => file.Length)),
        },
        Extra = Lineage(run),
    };

    public static string? RunId(this DeltaCommit commit) => commit.CommitInfo?.Extra.GetValueOrDefault(RunIdKey);

    public static IEnumerable<TableDomain> PipelineDomains(this DeltaCommit commit) => commit.Domains
        .Where(domain => domain.Domain.StartsWith(PipelineDefinition.ApplicationPrefix, StringComparison.Ordinal))
        .Select(domain => TableDomain.Parse(domain.Configuration));

    public static string? Checksum(this AddFile file) => file.Tags?.GetValueOrDefault(ChecksumTag);

    /// <summary>A copy of what the run record says, for people who read the log; the record is what counts.</summary>
    private static Dictionary<string, string> Lineage(RunRecord run) => new()
    {
        [EntryChecksum.Key] = EntryChecksum.Placeholder,
        [RunIdKey] = run.RunId,
        [PipelineKey] = run.Pipeline,
        [PlanHashKey] = run.PlanHash,
        ["source"] = run.Source,
        ["delivery"] = run.Delivery,
        ["validation"] = run.Validation.All(result => result.Passed) ? "passed" : "findings",
        ["drift"] = run.Drift is null ? "not checked" : run.Drift.Drifted ? "drifted" : "none",
        ["rowsRead"] = Text(run.Rows.Read),
        ["rowsQuarantined"] = Text(run.Rows.Quarantined),
        ["rawChecksums"] = string.Join(", ", run.Partitions.Select(partition => $"{partition.Origin} {partition.Sha256}")),
    };

    private static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
