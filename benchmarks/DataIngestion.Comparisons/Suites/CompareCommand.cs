using DataIngestion.Comparisons.Measuring;

namespace DataIngestion.Comparisons.Suites;

// Runs the comparisons one after the other and prints their lines.
internal static class CompareCommand
{
    private static readonly Comparison[] All =
    [
        IngestComparisons.Convert, IngestComparisons.Checked, IngestComparisons.Hashed, IngestComparisons.Growth, DriftComparisons.Arrays, DriftComparisons.Profile, DriftComparisons.Evidently,
        OtherComparisons.CsvRead, OtherComparisons.Keys, OtherComparisons.KeysSpill, OtherComparisons.ParquetColumns, OtherComparisons.WideChecks,
    ];

    public static async Task<int> RunAsync(Settings settings)
    {
        Comparison[] chosen = [.. All.Where(comparison => settings.Only is { } only ? comparison.Lines.Contains(only) : settings.Heavy || !comparison.Heavy)];
        if (chosen.Length == 0)
        {
            await Console.Error.WriteLineAsync($"There is no comparison '{settings.Only}': {string.Join(", ", All.SelectMany(comparison => comparison.Lines))}.");
            return 64;
        }

        bool allHold = true;
        foreach (Comparison comparison in chosen) { allHold &= await RunAsync(comparison, settings); }
        return allHold ? 0 : 1;
    }

    private static async Task<bool> RunAsync(Comparison comparison, Settings settings)
    {
        if (comparison.Missing() is { } missing)
        {
            Console.WriteLine(missing);
            return true;
        }

        await Console.Error.WriteLineAsync(string.Join(" and ", comparison.Lines));
        IReadOnlyList<Line> lines = await comparison.RunAsync(settings);
        foreach (Line line in lines) { Console.WriteLine(line.Text); }
        if (settings.Save is { } folder) { ResultFiles.Write(folder, lines); }
        return lines.All(line => line.Holds);
    }
}
