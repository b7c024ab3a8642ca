using System.Globalization;
using DataIngestion.Comparisons.Data;
using DataIngestion.Comparisons.Measuring;

namespace DataIngestion.Comparisons.Suites;

internal static class IngestComparisons
{
    private const double MemoryTarget = 600;
    private static readonly string[] Lakes = ["lake", "lake-template"];

    public static Comparison Convert { get; } = new(["ingest", "ingest-memory"], async settings =>
    {
        string folder = await PreparedAsync(settings.Data, settings.Rows);
        Pairs pairs = await Pairs.RunAsync(settings.Runs, Ours(folder), DuckDb(folder));
        Clean(folder);
        return
        [
            new Line("ingest", pairs.FirstToSecond, 1.0, Bound.AtMost, pairs.Sides) { Note = RowsNote(settings.Rows) },
            new Line("ingest-memory", pairs.First.PeakBytes / 1e6, MemoryTarget, Bound.AtMost, pairs.Sides) { Note = "MB; " + RowsNote(settings.Rows) },
        ];
    });

    // The same with a keyed hash of each of five million names, which are nearly all different.
    public static Comparison Hashed { get; } = new(["ingest-hash"], async settings =>
    {
        string folder = await PreparedAsync(settings.Data, settings.Rows, "ingest-hash");
        Pairs pairs = await Pairs.RunAsync(settings.Runs, Ours(folder, "ingest-hash"), DuckDb(folder));
        Clean(folder);
        return [new Line("ingest-hash", pairs.FirstToSecond, 1.0, Bound.AtMost, pairs.Sides) { Note = RowsNote(settings.Rows) }];
    }) { Heavy = true };

    // What forty checks add to the same run without any, and what it adds to ask most of them twice.
    public static Comparison Checked { get; } = new(["validate", "validate-twice"], async settings =>
    {
        string folder = await PreparedAsync(settings.Data, settings.Rows);
        Pairs added = await Pairs.RunAsync(settings.Runs, Ours(folder, "ingest-forty"), Ours(folder, "ingest-unchecked"));
        Pairs twice = await Pairs.RunAsync(settings.Runs, Ours(folder, "ingest-forty-twice"), Ours(folder, "ingest-forty"));
        Clean(folder);
        return
        [
            new Line("validate", added.FirstToSecond, 1.35, Bound.AtMost, added.Sides) { Note = RowsNote(settings.Rows) },
            new Line("validate-twice", twice.FirstToSecond, 1.05, Bound.AtMost, twice.Sides) { Note = RowsNote(settings.Rows) },
        ];
    });

    // Sizes in turn, so that a slow minute of the machine meets all of them.
    public static Comparison Growth { get; } = new(["ingest-flat", "ingest-linear"], async settings =>
    {
        long[] sizes = [settings.Rows / 5, settings.Rows, settings.Rows * 4];
        List<Measurement>[] runs = [[], [], []];
        foreach (long size in sizes) { await PreparedAsync(settings.Data, size); }
        for (int round = 0; round < settings.Runs; round++)
        {
            for (int i = 0; i < sizes.Length; i++)
            {
                runs[i].Add(await Ours(settings.Data.IngestFolder(sizes[i])).RunAsync());
                await Console.Error.WriteLineAsync($"  round {round + 1}: {sizes[i]} rows {runs[i][^1].Seconds:0.000} s");
            }
        }

        foreach (long size in sizes) { Clean(settings.Data.IngestFolder(size)); }
        Side[] sides = [.. sizes.Select((size, i) => new Side(RowsNote(size), runs[i]))];
        return
        [
            new Line("ingest-flat", (double)sides.Max(side => side.PeakBytes) / sides.Min(side => side.PeakBytes), 1.2, Bound.AtMost, sides),
            new Line("ingest-linear", Straightness.Bend(sizes, sides), 0.15, Bound.AtMost, sides) { Note = "distance of the middle size from the line through the others" },
        ];
    }) { Heavy = true };

    private static async Task<string> PreparedAsync(DataFolder data, long rows, string side = "ingest")
    {
        string folder = data.IngestFolder(rows);
        Clean(folder);
        await ChildProcess.RunSelfAsync(side + "-reference", folder);
        PageCache.Warm(DataFolder.CurrentCsv(folder));
        return folder;
    }

    private static Runner Ours(string folder, string side = "ingest") => new(side.Replace("ingest", "sdk", StringComparison.Ordinal), async () =>
    {
        DataFolder.CopyFolder(Path.Combine(folder, "lake-template"), Path.Combine(folder, "lake"));
        return await ChildProcess.RunSelfAsync(side, folder);
    });

    private static Runner DuckDb(string folder) => new("duckdb", async () =>
    {
        string parquet = Path.Combine(folder, "duckdb.parquet");
        File.Delete(parquet);
        return await ChildProcess.RunSelfAsync("convert-duckdb", DataFolder.CurrentCsv(folder), parquet);
    });

    private static void Clean(string folder)
    {
        File.Delete(Path.Combine(folder, "duckdb.parquet"));
        foreach (string lake in Lakes.Select(name => Path.Combine(folder, name)).Where(Directory.Exists))
        {
            Directory.Delete(lake, recursive: true);
        }
    }

    private static string RowsNote(long rows) => rows.ToString("#,0", CultureInfo.InvariantCulture) + " rows";
}
