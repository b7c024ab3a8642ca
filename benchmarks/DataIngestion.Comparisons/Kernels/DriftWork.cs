using System.Globalization;
using Apache.Arrow;
using DataIngestion.Comparisons.Data;
using DataIngestion.Comparisons.Measuring;

namespace DataIngestion.Comparisons.Kernels;

// Kolmogorov–Smirnov, PSI and chi-square on 7 numeric and 4 categorical columns, exact, from Arrow arrays or against a persisted profile.
internal static class DriftWork
{
    private static readonly string[] Columns = [.. DriftSample.Numeric, .. DriftSample.Categorical];

    public static async Task<Measurement> FromArraysAsync(string folder)
    {
        RecordBatch[] reference = Batches(Load(Path.Combine(folder, "reference")));
        RecordBatch[] current = Batches(Load(Path.Combine(folder, "current")));
        DriftReport? report = null;
        await WarmUpAsync(reference, current);
        Measurement measured = await Stopper.MeasureAsync(() =>
        {
            report = DriftDetection.Compare(reference, current);
            return Task.FromResult(current.Sum(batch => (long)batch.Length));
        });
        return measured with { Values = Statistics(report!) };
    }

    public static async Task<Measurement> AgainstProfileAsync(string folder)
    {
        string profile = ProfileFile(folder);
        RecordBatch[] current = Batches(Load(Path.Combine(folder, "current")));
        int rereads = 0;
        await WarmUpAsync(current, current);
        Measurement measured = await Stopper.MeasureAsync(async () =>
        {
            DatasetProfile reference = DriftDetection.Deserialize(await File.ReadAllBytesAsync(profile));
            await DriftDetection.CompareAsync(
                reference, current, (column, _) => ValueTask.FromResult<IReadOnlyList<RecordBatch>>(Reread(folder, column, ref rereads)));
            return current.Sum(batch => (long)batch.Length);
        });
        return measured with { Facts = new Dictionary<string, string> { ["columns read again"] = rereads.ToString(CultureInfo.InvariantCulture) } };
    }

    public static async Task<Measurement> WriteProfileAsync(string folder)
    {
        RecordBatch[] reference = Batches(Load(Path.Combine(folder, "reference")));
        return await Stopper.MeasureAsync(async () =>
        {
            await File.WriteAllBytesAsync(ProfileFile(folder), DriftDetection.Serialize(DriftDetection.Profile(reference)));
            return reference.Sum(batch => (long)batch.Length);
        });
    }

    // scipy comes compiled; here the first call would mostly measure the just-in-time compiler. One batch of each side is compared before.
    private static async Task WarmUpAsync(RecordBatch[] reference, RecordBatch[] current)
    {
        for (int round = 0; round < 3; round++)
        {
            DriftDetection.Compare(reference[..1], current[..1]);
            DatasetProfile profile = DriftDetection.Deserialize(DriftDetection.Serialize(DriftDetection.Profile(reference[..1])));
            await DriftDetection.CompareAsync(profile, current[..1], (_, _) => ValueTask.FromResult<IReadOnlyList<RecordBatch>>(reference[..1]));
        }
    }

    private static string ProfileFile(string folder) => Path.Combine(folder, "reference.profile");

    // What a user does when a profile leaves a decision open: that one column is read again.
    private static RecordBatch[] Reread(string folder, string column, ref int count)
    {
        count++;
        return Batches(new Dictionary<string, IArrowArray> { [column] = Load(Path.Combine(folder, "reference"), column) });
    }

    private static Dictionary<string, IArrowArray> Load(string folder) => Columns.ToDictionary(column => column, column => Load(folder, column));

    private static IArrowArray Load(string folder, string column) =>
        DriftSample.Numeric.Contains(column) ? DriftSample.Numbers(folder, column) : DriftSample.Categories(folder, column);

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
}
