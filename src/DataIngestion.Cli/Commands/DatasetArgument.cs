using System.CommandLine;
using System.Globalization;
using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Commands;

/// <summary>Data on the command line: files, a folder of files, a version of a table, or a profile.</summary>
internal static class DatasetArgument
{
    public const string Forms = "a CSV or Parquet file, a folder of them, a quoted pattern such as 'incoming/*.csv', or a version of a table such as lake/processed/claims@3 or …@latest";

    private const string Log = "_delta_log";

    private static readonly string[] Patterns = ["*.csv", "*.parquet"];

    public static Option<string[]> CreateMasked() => new("--masked") { Description = "Columns of whose values nothing is shown, separated by commas.", DefaultValueFactory = _ => [] };

    public static Option<string[]> CreateColumns() => new("--columns") { Description = "The columns to read, separated by commas; default: all.", DefaultValueFactory = _ => [] };

    /// <summary>Names that are separated by commas or given one by one.</summary>
    public static string[] Names(string[]? values) => [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    public static Dataset Open(string data, string? delimiter)
    {
        if (File.Exists(data))
        {
            return Dataset.FromSource(DataArgument.Open(data, delimiter));
        }

        if (Table(data) is { } table)
        {
            return table;
        }

        return Dataset.FromSource(Directory.Exists(data) ? OpenFolder(data, delimiter) : DataArgument.Open(data, delimiter));
    }

    public static bool IsProfile(string data) => File.Exists(data) && Path.GetExtension(data).Equals(".json", StringComparison.OrdinalIgnoreCase);

    public static async Task<DatasetProfile> ReadProfileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return DriftDetection.Deserialize(await File.ReadAllBytesAsync(file, cancellationToken));
        }
        catch (IngestionException fault)
        {
            throw new PipelineFileException($"'{file}' is no profile that 'ingest profile --out' of this version wrote: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PipelineFileException($"'{file}' cannot be read: {fault.Message}", fault);
        }
    }

    private static Dataset? Table(string data)
    {
        int at = data.LastIndexOf('@');
        if (at < 0 || Directory.Exists(data))
        {
            return Directory.Exists(Path.Combine(data, Log)) ? Dataset.FromTable(TableArgument.Open(data)) : null;
        }

        string version = data[(at + 1)..];
        if (version == "latest")
        {
            return Dataset.FromTable(Opened(data[..at]));
        }

        return long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? Dataset.FromTable(Opened(data[..at]), number)
            : throw new PipelineFileException($"'{data}' is no file, and '{version}' is no version of a table: use a number, or latest.");
    }

    private static GovernedTable Opened(string path) =>
        File.Exists(path) || Directory.Exists(Path.Combine(path, Log))
            ? TableArgument.Open(path)
            : throw new PipelineFileException($"There is no table '{Path.GetFullPath(path)}': name the folder that has {Log} in it, or the pipeline file.");

    private static ISource OpenFolder(string folder, string? delimiter)
    {
        string[] kinds = [.. Patterns.Where(pattern => Directory.EnumerateFiles(folder, pattern).Any())];
        return kinds switch
        {
            [var only] => DataArgument.Open(Path.Combine(folder, only), delimiter),
            [] => throw new PipelineFileException($"There is no CSV or Parquet file in the folder '{Path.GetFullPath(folder)}'."),
            _ => throw new PipelineFileException($"There are CSV and Parquet files in the folder '{Path.GetFullPath(folder)}': name one kind, such as '{Path.Combine(folder, "*.csv")}'."),
        };
    }
}
