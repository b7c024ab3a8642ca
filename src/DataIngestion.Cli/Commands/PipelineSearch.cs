using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Commands;

/// <summary>Finds the pipeline file that a held run belongs to.</summary>
internal static class PipelineSearch
{
    public static async Task<string> FindAsync(string run, string folder, CancellationToken cancellationToken)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.y*ml").Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order()];
        foreach (string file in files)
        {
            if (await HoldsAsync(file, run, cancellationToken))
            {
                return file;
            }
        }

        string seen = files.Length == 0 ? "there is no pipeline file here" : $"looked at {string.Join(", ", files.Select(Path.GetFileName))}";
        throw new PipelineFileException($"No pipeline in '{folder}' holds a run '{run}' ({seen}). Name the file with --pipeline FILE.");
    }

    private static async Task<bool> HoldsAsync(string file, string run, CancellationToken cancellationToken)
    {
        PipelineFactory factory = new(file);
        if (!Directory.Exists(factory.TableFolder))
        {
            return false;
        }

        IReadOnlyList<RunRecord> history = await TableArgument.Open(factory.TableFolder).GetHistoryAsync(cancellationToken);
        return history.Any(record => record.RunId == run);
    }
}
