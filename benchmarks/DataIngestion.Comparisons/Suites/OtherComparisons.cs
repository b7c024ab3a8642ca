using System.Globalization;
using DataIngestion.Comparisons.Data;
using DataIngestion.Comparisons.Measuring;

namespace DataIngestion.Comparisons.Suites;

internal static class OtherComparisons
{
    private const double SpillTarget = 1024 * 1.048576;

    public static Comparison CsvRead { get; } = new(["csv-read"], async settings =>
    {
        string csv = DataFolder.CurrentCsv(settings.Data.IngestFolder(settings.Rows));
        PageCache.Warm(csv);
        Pairs pairs = await Pairs.RunAsync(settings.Runs, Self("sdk", "csv-read", csv), Self("sylvan", "csv-read-sylvan", csv));
        return [new Line("csv-read", pairs.SecondToFirst, 3, Bound.AtLeast, pairs.Sides)];
    });

    // Four times the rows of the claims file: 20 million by default.
    public static Comparison Keys { get; } = new(["keys"], async settings =>
    {
        string rows = (settings.Rows * 4).ToString(CultureInfo.InvariantCulture);
        Pairs pairs = await Pairs.RunAsync(settings.Runs, Self("sdk", "keys", rows), Self("duckdb", "keys-duckdb", rows));
        return [new Line("keys", pairs.FirstToSecond, 1.0, Bound.AtMost, pairs.Sides) { Note = rows + " keys" }];
    });

    // Forty times the rows of the claims file: 200 million by default.
    public static Comparison KeysSpill { get; } = new(["keys-spill"], async settings =>
    {
        string rows = (settings.Rows * 40).ToString(CultureInfo.InvariantCulture);
        Side side = new("sdk", [await ChildProcess.RunSelfAsync("keys-stream", rows)]);
        return [new Line("keys-spill", side.PeakBytes / 1e6, SpillTarget, Bound.AtMost, [side]) { Note = $"MB; {rows} keys, one run" }];
    }) { Heavy = true };

    // Sizes in turn, so that a slow minute of the machine meets all of them.
    public static Comparison WideChecks { get; } = new(["validate-wide"], async settings =>
    {
        int[] widths = [100, 300, 600];
        List<Measurement>[] runs = [[], [], []];
        for (int round = 0; round < settings.Runs; round++)
        {
            for (int i = 0; i < widths.Length; i++)
            {
                runs[i].Add(await ChildProcess.RunSelfAsync("validate-wide", widths[i].ToString(CultureInfo.InvariantCulture)));
            }

            await Console.Error.WriteLineAsync($"  round {round + 1}: {string.Join(", ", widths.Select((width, i) => $"{width} columns {runs[i][^1].Seconds:0.000} s"))}");
        }

        Side[] sides = [.. widths.Select((width, i) => new Side($"{width} columns", runs[i]))];
        return [new Line("validate-wide", Straightness.Bend([.. widths.Select(width => (long)width)], sides), 0.15, Bound.AtMost, sides) { Note = "100 checks a column, 100,000 rows; distance of the middle size from the line through the others" }];
    });

    public static Comparison ParquetColumns { get; } = new(["parquet-columns"], async settings =>
    {
        string folder = await ParquetFolderAsync(settings);
        Pairs pairs = await Pairs.RunAsync(settings.Runs, OnNewTable("6 columns", "parquet-few", folder), OnNewTable("17 columns", "parquet-all", folder));
        return [new Line("parquet-columns", pairs.FirstToSecond, 0.6, Bound.AtMost, pairs.Sides)];
    });

    private static async Task<string> ParquetFolderAsync(Settings settings)
    {
        string folder = Path.Combine(settings.Data.Root, "parquet-" + settings.Rows.ToString(CultureInfo.InvariantCulture));
        string parquet = Path.Combine(folder, "incoming", "claims.parquet");
        if (!File.Exists(parquet))
        {
            string made = Path.Combine(folder, "made.parquet");
            Directory.CreateDirectory(Path.Combine(folder, "incoming"));
            await ChildProcess.RunSelfAsync("convert-duckdb", DataFolder.CurrentCsv(settings.Data.IngestFolder(settings.Rows)), made);
            DataFolder.Ensure(parquet, partial => File.Move(made, partial));
        }

        PageCache.Warm(parquet);
        return folder;
    }

    private static Runner OnNewTable(string name, string side, string folder) => new(name, async () =>
    {
        string lake = Path.Combine(folder, "lake");
        if (Directory.Exists(lake)) { Directory.Delete(lake, recursive: true); }
        return await ChildProcess.RunSelfAsync(side, folder);
    });

    private static Runner Self(string name, params string[] arguments) => new(name, () => ChildProcess.RunSelfAsync(arguments));
}
