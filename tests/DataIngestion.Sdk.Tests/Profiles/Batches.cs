using Apache.Arrow;
using DataIngestion.Profiles;

namespace DataIngestion.Tests.Profiles;

internal static class Batches
{
    public static readonly HashSet<string> NothingWithheld = [];

    public static DoubleArray Doubles(IEnumerable<double?> values)
    {
        DoubleArray.Builder builder = new();
        foreach (double? value in values)
        {
            _ = value is { } present ? builder.Append(present) : builder.AppendNull();
        }

        return builder.Build();
    }

    public static StringArray Texts(IEnumerable<string?> values)
    {
        StringArray.Builder builder = new();
        foreach (string? value in values)
        {
            _ = value is null ? builder.AppendNull() : builder.Append(value);
        }

        return builder.Build();
    }

    public static BooleanArray Booleans(IEnumerable<bool?> values)
    {
        BooleanArray.Builder builder = new();
        foreach (bool? value in values)
        {
            _ = value is { } present ? builder.Append(present) : builder.AppendNull();
        }

        return builder.Build();
    }

    public static RecordBatch Of(params (string Name, IArrowArray Array)[] columns) => new(
        new Schema([.. columns.Select(column => new Field(column.Name, column.Array.Data.DataType, true))], null),
        columns.Select(column => column.Array),
        columns[0].Array.Length);

    public static DatasetProfiler Profiler(RecordBatch batch, params string[] withheld)
    {
        DatasetProfiler profiler = new(batch.Schema, new HashSet<string>(withheld));
        profiler.Observe(batch);
        return profiler;
    }

    public static ColumnProfile Profile(IArrowArray array) => Profiler(Of(("x", array))).Complete().Columns[0];

    public static NumericProfile Sketch(params double[][] batches)
    {
        DatasetProfiler profiler = new(Of(("x", Doubles([]))).Schema, NothingWithheld);
        foreach (double[] batch in batches)
        {
            profiler.Observe(Of(("x", Doubles(batch.Select(value => (double?)value)))));
        }

        return profiler.Complete().Columns[0].Numeric!;
    }

    public static ColumnProfile Exact(params double[] values)
    {
        ExactProfileBuilder builder = new("x", ColumnType.Float64);
        builder.Observe(Doubles(values.Select(value => (double?)value)));
        return builder.Complete();
    }

    public static ColumnProfile Categories(params (string Category, long Count)[] counts) =>
        new("x", "string", counts.Sum(each => each.Count), 0)
        {
            Categorical = new(new SortedDictionary<string, long>(counts.ToDictionary(each => each.Category, each => each.Count), StringComparer.Ordinal), 0),
        };
}
