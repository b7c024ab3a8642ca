using Apache.Arrow;
using ParquetSharp;

namespace DataIngestion.Parquet;

/// <summary>Native memory is counted for the whole process, so nothing may run beside these tests.</summary>
[Collection(nameof(ParquetMemoryTests))]
[CollectionDefinition(nameof(ParquetMemoryTests), DisableParallelization = true)]
public sealed class ParquetMemoryTests
{
    private const int Mebibyte = 1 << 20;

    [Fact]
    public async Task ReadAsync_OneRowGroupOfManyRows_HoldsBatchesAndNotTheRowGroup()
    {
        // 4 columns of 8 bytes that do not compress: 64 MB in one row group.
        byte[] file = await ParquetFiles.Wide(columns: 4, rows: 2_000_000, rowsPerRowGroup: 2_000_000);
        long before = Settled();
        long most = 0;
        await using (ParquetBatchReader reader = ParquetBatchReader.Open(new MemoryStream(file), "f", null, 10_000))
        {
            while (await reader.ReadAsync(CancellationToken.None) is { } batch)
            {
                using (batch)
                {
                    most = Math.Max(most, Allocated() - before);
                }
            }
        }

        file.Length.ShouldBeGreaterThan(60 * Mebibyte);
        most.ShouldBeInRange(1, 16 * Mebibyte);
        Allocated().ShouldBeLessThanOrEqualTo(before);
    }

    [Fact]
    public async Task WriteAsync_FourTimesTheRows_HoldsNoMoreMemory()
    {
        long few = await MostWhileWriting(batches: 20);
        long many = await MostWhileWriting(batches: 80);

        few.ShouldBeGreaterThan(Mebibyte);
        many.ShouldBeLessThan(few * 12 / 10);
    }

    private static async Task<long> MostWhileWriting(int batches)
    {
        Schema schema = TestTables.Schema(ColumnType.Int64, ColumnType.Int64);
        Int64Array.Builder builder = new();
        for (int row = 0; row < 25_000; row++)
        {
            builder.Append(ParquetFiles.Number(0, row));
        }

        Int64Array column = builder.Build();
        long before = Settled();
        long most = 0;
        await using (ParquetTableWriter writer = new(new ParquetTestStore().Zone("t"), schema, new() { RowsPerRowGroup = 100_000 }, () => new CountingStatistics()))
        {
            using RecordBatch batch = new(schema, [column, column], column.Length);
            for (int written = 0; written < batches; written++)
            {
                await writer.WriteAsync(batch, CancellationToken.None);
                most = Math.Max(most, Allocated() - before);
            }

            await writer.CompleteAsync(CancellationToken.None);
        }

        Allocated().ShouldBeLessThanOrEqualTo(before);
        return most;
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Allocated();
    }

    private static long Allocated() => MemoryPool.GetDefaultMemoryPool().BytesAllocated;
}
