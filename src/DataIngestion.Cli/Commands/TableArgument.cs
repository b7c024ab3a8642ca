using System.CommandLine;
using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Commands;

/// <summary>A table on the command line: its folder, or the pipeline file that publishes to it.</summary>
internal static class TableArgument
{
    public static Argument<string> Create() => new("TABLE") { Description = "The table's folder (the one with _delta_log in it), or the pipeline file." };

    public static string Folder(string table) =>
        File.Exists(table) && Path.GetExtension(table) is ".yaml" or ".yml" ? new PipelineFactory(table).TableFolder : Path.GetFullPath(table);

    public static GovernedTable Open(string table)
    {
        string folder = Folder(table);
        if (!Directory.Exists(folder))
        {
            throw new PipelineFileException($"There is no table folder '{folder}'.");
        }

        return GovernedTable.At(LocalStore.OpenExisting(Path.GetDirectoryName(folder)!).Zone(Path.GetFileName(folder)));
    }
}
