using Apache.Arrow;
using Apache.Arrow.Ipc;
using ParquetSharp.Arrow;

namespace DataIngestion.Delta;

/// <summary>Statistics that Spark wrote beside its files, computed again from the files.</summary>
public sealed class GoldenStatisticsTests
{
    private static readonly HashSet<string> Nothing = [];

    // With each table, how many lower bounds the logs hold for its active files, INT96 columns apart.
    [Theory]
    [InlineData("basic-decimal-table", 12)]
    [InlineData("basic-with-inserts-deletes-checkpoint", 7)]
    [InlineData("data-skipping-basic-stats-all-types", 9)]
    [InlineData("data-skipping-change-stats-collected-across-versions", 3)]
    [InlineData("decimal-various-scale-precision", 27)]
    [InlineData("parquet-all-types", 10)]
    public async Task Complete_FilesOfSpark_EqualsTheirStatistics(string table, int bounds)
    {
        DeltaSnapshot snapshot = (await GoldenTables.Open(table).ReadAsync(null, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        int compared = 0;
        foreach (AddFile file in snapshot.Files.Values.Where(file => file.Statistics is not null))
        {
            compared += await CompareAsync(Path.Combine(GoldenTables.Folder(), table, "delta", file.Path), file.Statistics!);
        }

        compared.ShouldBe(bounds);
    }

    // Through our own JSON, so that shortening and truncation are compared as well.
    private static async Task<int> CompareAsync(string path, string expectedJson)
    {
        (string ours, List<(string, ColumnType)> columns) = await ComputeAsync(path);
        FileStatisticsSummary expected = DeltaStatistics.Parse(expectedJson, columns).ShouldNotBeNull();
        FileStatisticsSummary actual = DeltaStatistics.Parse(ours, columns).ShouldNotBeNull();

        actual.Records.ShouldBe(expected.Records);
        ColumnStatistics[] known = [.. expected.Columns.Values.Where(column => column.NullCount is not null)];
        foreach (ColumnStatistics column in known)
        {
            ColumnStatistics mine = actual.Columns[column.Name];
            mine.NullCount.ShouldBe(column.NullCount, column.Name);
            Same(column.Type, mine.Min, column.Min).ShouldBeTrue($"{path}: minimum of {column.Name}");
            Same(column.Type, mine.Max, column.Max).ShouldBeTrue($"{path}: maximum of {column.Name}");
        }

        return known.Count(column => column.Min is not null);
    }

    private static bool Same(ColumnType type, StatisticValue? left, StatisticValue? right) =>
        left is { } a && right is { } b ? StatisticValue.Compare(type, a, b) == 0 : left is null == right is null;

    // Columns whose Arrow type no contract has, such as nested ones and INT96, are left out.
    private static async Task<(string Json, List<(string, ColumnType)> Columns)> ComputeAsync(string path)
    {
        using FileReader reader = new(path);
        using IArrowArrayStream batches = reader.GetRecordBatchReader();
        int[] kept = [.. Enumerable.Range(0, batches.Schema.FieldsList.Count).Where(at => IsFlat(batches.Schema.GetFieldByIndex(at)))];
        Schema schema = new(kept.Select(batches.Schema.GetFieldByIndex), null);
        FileStatistics statistics = new(schema, Nothing);
        while (await batches.ReadNextRecordBatchAsync(TestContext.Current.CancellationToken) is { } batch)
        {
            using (batch)
            {
                statistics.Observe(new RecordBatch(schema, kept.Select(batch.Column), batch.Length));
            }
        }

        return (statistics.ToJson(), [.. schema.FieldsList.Select(field => (field.Name, DeltaTypes.Of(field)))]);
    }

    private static bool IsFlat(Field field)
    {
        try
        {
            DeltaTypes.Of(field);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
