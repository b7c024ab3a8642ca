using Apache.Arrow;
using DataIngestion.Comparisons.Data;
using DataIngestion.Comparisons.Measuring;
using DataIngestion.Drift;
using DataIngestion.Profiles;

namespace DataIngestion.Comparisons.Kernels;

// Kolmogorov–Smirnov, PSI and chi-square on 7 numeric and 4 categorical columns, exact, from Arrow arrays or against a persisted profile.
internal static class DriftWork
{
    private static readonly string[] Columns = [.. DriftSample.Numeric, .. DriftSample.Categorical];

    public static async Task<Measurement> FromArraysAsync(string folder)
    {
        Dictionary<string, IArrowArray> reference = Load(Path.Combine(folder, "reference"));
        Dictionary<string, IArrowArray> current = Load(Path.Combine(folder, "current"));
        DriftReport? report = null;
        Measurement measured = await Stopper.MeasureAsync(async () =>
        {
            DriftPlan plan = new DriftBuilder().Build();
            report = await DriftEvaluation.EvaluateAsync(plan, 0, Exact(reference), Exact(current), NeverAsked, CancellationToken.None);
            return current[Columns[0]].Length;
        });
        return measured with { Values = Statistics(report!) };
    }

    public static async Task<Measurement> AgainstProfileAsync(string folder)
    {
        string profile = ProfileFile(folder);
        RecordBatch[] current = Batches(Load(Path.Combine(folder, "current")));
        int rereads = 0;
        DriftReport? report = null;
        Measurement measured = await Stopper.MeasureAsync(async () =>
        {
            DatasetProfile reference = ProfileJson.Deserialize(await File.ReadAllBytesAsync(profile));
            report = await DriftEvaluation.EvaluateAsync(
                new DriftBuilder().Build(), 0, reference, Sketch(current),
                (column, side, _) => ValueTask.FromResult(Reread(folder, column, side, ref rereads)), CancellationToken.None);
            return current.Sum(batch => (long)batch.Length);
        });
        return measured with { Facts = new Dictionary<string, string> { ["columns read again"] = (rereads / 2).ToString(System.Globalization.CultureInfo.InvariantCulture) } };
    }

    public static async Task<Measurement> WriteProfileAsync(string folder)
    {
        RecordBatch[] reference = Batches(Load(Path.Combine(folder, "reference")));
        return await Stopper.MeasureAsync(async () =>
        {
            await File.WriteAllBytesAsync(ProfileFile(folder), ProfileJson.Serialize(Sketch(reference)));
            return reference.Sum(batch => (long)batch.Length);
        });
    }

    private static string ProfileFile(string folder) => Path.Combine(folder, "reference.profile");

    private static DatasetProfile Sketch(RecordBatch[] batches)
    {
        DatasetProfiler profiler = new(batches[0].Schema, new HashSet<string>());
        foreach (RecordBatch batch in batches) { profiler.Observe(batch); }
        return profiler.Complete();
    }

    private static DatasetProfile Exact(Dictionary<string, IArrowArray> columns) =>
        new(columns.Values.First().Length, [.. columns.Select(column => Exact(column.Key, column.Value))]);

    private static ColumnProfile Exact(string name, IArrowArray values)
    {
        ExactProfileBuilder builder = new(name, values is StringArray ? ColumnType.String : ColumnType.Float64);
        builder.Observe(values);
        return builder.Complete();
    }

    // What the engine does when a profile leaves a decision open: that one column is read again, on both sides.
    private static ColumnProfile Reread(string folder, string column, DriftSide side, ref int count)
    {
        count++;
        return Exact(column, Load(Path.Combine(folder, side == DriftSide.Reference ? "reference" : "current"), column));
    }

    private static Dictionary<string, IArrowArray> Load(string folder) => Columns.ToDictionary(column => column, column => Load(folder, column));

    private static IArrowArray Load(string folder, string column) =>
        DriftSample.Numeric.Contains(column) ? DriftSample.Numbers(folder, column) : DriftSample.Texts(folder, column);

    private static RecordBatch[] Batches(Dictionary<string, IArrowArray> columns)
    {
        const int Rows = 65_536;
        int rows = columns.Values.First().Length;
        Schema schema = new([.. columns.Select(column => new Field(column.Key, column.Value.Data.DataType, true))], null);
        return
        [
            .. Enumerable.Range(0, (rows + Rows - 1) / Rows).Select(part => part * Rows).Select(start => new RecordBatch(
                schema, columns.Values.Select(column => ArrowArrayFactory.Slice(column, start, Math.Min(Rows, rows - start))), Math.Min(Rows, rows - start))),
        ];
    }

    private static double[] Statistics(DriftReport report) =>
        [.. Columns.SelectMany(column => report.Results.Where(result => result.Column == column).OrderBy(result => result.Test, StringComparer.Ordinal).Select(result => result.Statistic.Statistic))];

    private static ValueTask<ColumnProfile> NeverAsked(string column, DriftSide side, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"The exact profile of '{column}' was asked for again.");
}
