using System.CommandLine;
using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Commands;

/// <summary>Files on the command line: one CSV or Parquet file, or a pattern for several.</summary>
internal static class DataArgument
{
    public static Argument<string> Create() => new("DATA") { Description = "A CSV or Parquet file, or a quoted pattern such as 'incoming/*.csv'." };

    public static Option<string?> CreateDelimiter() => new("--delimiter") { Description = "What separates the fields of a CSV file: one character, or tab; detected when it is left out." };

    public static ISource Open(string data, string? delimiter)
    {
        CsvDialect dialect = new() { Delimiter = Character(delimiter) };
        string path = Path.GetFullPath(data);
        bool isPattern = Path.GetFileName(path).AsSpan().IndexOfAny('*', '?', '{') >= 0;
        string folder = Path.GetDirectoryName(path) ?? path;
        if (!Directory.Exists(folder) || (!isPattern && !File.Exists(path)))
        {
            throw new PipelineFileException($"There is no file '{path}'.");
        }

        LocalStore store = LocalStore.OpenExisting(folder);
        FileSourceOptions options = new() { Ready = FileReadiness.Immediately };
        return Path.GetExtension(path) is ".parquet"
            ? FileSource.Parquet(store, Path.GetFileName(path), options)
            : FileSource.Csv(store, Path.GetFileName(path), options, dialect);
    }

    private static char? Character(string? delimiter) => delimiter switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        [var only] => only,
        _ => throw new PipelineFileException($"--delimiter is '{delimiter}': use one character, or tab."),
    };
}
