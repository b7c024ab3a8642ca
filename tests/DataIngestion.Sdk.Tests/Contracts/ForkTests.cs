using Apache.Arrow;
using DataIngestion.Contracts.Casts;
using DataIngestion.Parquet;

namespace DataIngestion.Contracts;

public sealed class ForkTests
{
    private const int Rows = 1000;

    private static readonly DataContract Contract = new(
    [
        new("i", ColumnType.Int32) { MissingMarkers = ["?"], Required = true }, new("f", ColumnType.Float64), new("d", ColumnType.Date) { Formats = ["M/d/yyyy", "yyyy-MM-dd"] },
        new("b", ColumnType.Boolean), new("s", ColumnType.String), new("m", ColumnType.Decimal(18, 2)), new("t", ColumnType.TimestampWithoutZone), new("absent", ColumnType.Int64),
    ])
    {
        MissingColumns = ColumnPolicy.Ignore,
    };

    [Fact]
    public async Task Apply_ForksOnSeveralThreads_EqualOneBindingInOrder()
    {
        SourceBatch[] batches = [.. Enumerable.Range(0, 24).Select(Batch)];
        ContractBinding one = ContractBinding.Bind(Contract, batches[0].Batch.Schema);
        (string[] Cells, CellFault[] Faults)[] expected = [.. batches.Select(batch => Read(one, batch))];
        ContractBinding merged = ContractBinding.Bind(Contract, batches[0].Batch.Schema);
        ContractBinding[] forks = [.. batches.Select(_ => merged.Fork())];

        (string[] Cells, CellFault[] Faults)[] actual = await Task.WhenAll(batches.Select((batch, index) => Task.Run(() => Read(forks[index], batch))));
        foreach (ContractBinding fork in forks)
        {
            merged.Merge(fork);
        }

        for (int batch = 0; batch < batches.Length; batch++)
        {
            actual[batch].Cells.ShouldBe(expected[batch].Cells);
            actual[batch].Faults.ShouldBe(expected[batch].Faults);
        }

        merged.Counts.ShouldBe(one.Counts);
        merged.Counts.ShouldContain(new ColumnCount("absent", "absent", 24 * Rows));
    }

    [Fact]
    public async Task Apply_ColumnsInNativeMemory_OutliveTheirBatchInSeveralRowGroups()
    {
        using SourceBatch batch = Batch(3);
        DataContract optional = Contract with { Columns = [.. Contract.Columns.Select(column => column with { Required = false })] };
        ContractBinding binding = ContractBinding.Bind(optional, batch.Batch.Schema);
        using ContractedBatch typed = binding.Apply(batch);
        string[] before = Cells(typed.Batch);

        byte[] file = await ParquetFiles.Make(binding.Schema, new() { RowsPerRowGroup = 300 }, typed.Batch);

        file.Length.ShouldBeGreaterThan(0);
        Cells(typed.Batch).ShouldBe(before);
    }

    private static (string[] Cells, CellFault[] Faults) Read(ContractBinding binding, SourceBatch batch)
    {
        using ContractedBatch typed = binding.Apply(batch);
        return (Cells(typed.Batch), [.. typed.Faults]);
    }

    private static string[] Cells(RecordBatch batch) =>
        [.. batch.Arrays.SelectMany(array => Enumerable.Range(0, array.Length).Select(row => CellText.Of(array, row) ?? "-"))];

    private static SourceBatch Batch(int seed) => Delivered.Of(
        ("i", Column(seed, row => row % 7 == 0 ? null : row % 11 == 0 ? "?" : row % 13 == 0 ? "x" : $"{row * seed}")),
        ("f", Column(seed, row => $"{row}.{seed}e{row % 20}")),
        ("d", Column(seed, row => row % 2 == 0 ? $"{(row % 12) + 1}/{(row % 28) + 1}/19{(seed % 50) + 10}" : $"20{(seed % 50) + 10}-0{(row % 9) + 1}-1{row % 10}")),
        ("b", Column(seed, row => row % 3 == 0 ? "true" : "FALSE")),
        ("s", Column(seed, row => $"text number {row % 300} of {seed}")),
        ("m", Column(seed, row => $"-{row}.{row % 100:D2}")),
        ("t", Column(seed, row => $"2015-01-25T05:{row % 60:D2}:07.{row % 1000:D3}")));

    private static StringViewArray Column(int seed, Func<int, string?> value) =>
        Delivered.Views(Delivered.Text([.. Enumerable.Range(seed, Rows).Select(value)]));
}
