using YamlDotNet.RepresentationModel;

namespace DataIngestion.Cli.PipelineFiles;

/// <summary>A pipeline as its YAML file says it. Paths are relative to that file.</summary>
internal sealed class PipelineFile
{
    public string? Pipeline { get; set; }

    public SourceSection? Source { get; set; }

    public ContractSection? Contract { get; set; }

    /// <summary>Checks in the form of a suite, which reads them.</summary>
    public YamlSequenceNode? Validate { get; set; }

    public DriftSection? Drift { get; set; }

    public List<MaskSection> Mask { get; set; } = [];

    public LakeSection Lake { get; set; } = new();

    public bool InOrder { get; set; }
}

internal sealed class SourceSection
{
    public string? Csv { get; set; }

    public string? Parquet { get; set; }

    public string Folder { get; set; } = ".";

    public string? Delimiter { get; set; }

    public string? Quote { get; set; }

    public bool Quoting { get; set; } = true;

    public bool? Header { get; set; }

    public List<string>? ColumnNames { get; set; }

    public string? Encoding { get; set; }

    public bool TrimSpaces { get; set; }

    public int SkipLines { get; set; }

    /// <summary>Seconds without a change after which a file counts as complete.</summary>
    public double? StableSeconds { get; set; }

    public string? Marker { get; set; }

    public string? Manifest { get; set; }

    public string? Changed { get; set; }

    public string? Grouping { get; set; }
}

internal sealed class ContractSection
{
    public List<ColumnSection> Columns { get; set; } = [];

    public List<string> PrimaryKey { get; set; } = [];

    public string? NewColumns { get; set; }

    public string? MissingColumns { get; set; }

    public string? ReorderedColumns { get; set; }

    public string? MalformedRows { get; set; }

    public string? DuplicateKeys { get; set; }
}

internal sealed class ColumnSection
{
    public string? Name { get; set; }

    public string? Type { get; set; }

    public bool Required { get; set; }

    public string? Format { get; set; }

    public List<string>? Formats { get; set; }

    public List<string>? TrueValues { get; set; }

    public List<string>? FalseValues { get; set; }

    public List<string>? Missing { get; set; }

    public string? DecimalSign { get; set; }

    public string? OnMismatch { get; set; }
}

internal sealed class DriftSection
{
    public string? Target { get; set; }

    public List<string>? Only { get; set; }

    public List<string>? Exclude { get; set; }

    public string? OnDrift { get; set; }

    public string? Against { get; set; }

    public double? Significance { get; set; }

    public int? MinimumRows { get; set; }
}

internal sealed class MaskSection
{
    public string? Column { get; set; }

    public string? With { get; set; }

    public string? KeyEnvironment { get; set; }

    public string? KeyFile { get; set; }

    public int? Length { get; set; }

    public double? Width { get; set; }
}

internal sealed class LakeSection
{
    public string Folder { get; set; } = "lake";

    public bool Raw { get; set; } = true;

    public bool Metadata { get; set; } = true;

    public string? Mode { get; set; }

    public string? Compression { get; set; }
}
