using Apache.Arrow;

namespace DataIngestion.Parquet;

/// <summary>Parquet files for tests that look at the reader.</summary>
internal static class ParquetFiles
{
    public static async Task<byte[]> Make(Schema schema, ParquetWriteOptions options, params RecordBatch[] batches)
    {
        ParquetTestStore store = new();
        await using ParquetTableWriter writer = new(store.Zone(""), schema, options, () => new CountingStatistics());
        foreach (RecordBatch batch in batches)
        {
            await writer.WriteAsync(batch, TestContext.Current.CancellationToken);
        }

        await writer.CompleteAsync(TestContext.Current.CancellationToken);
        return store.Objects.Values.Single();
    }

    /// <summary>Columns <c>c0</c> to <c>c(columns-1)</c> of numbers that do not compress, by their values or by their differences.</summary>
    public static async Task<byte[]> Wide(int columns, int rows, int rowsPerRowGroup = 250_000)
    {
        Schema schema = TestTables.Schema([.. Enumerable.Repeat(ColumnType.Int64, columns)]);
        using RecordBatch batch = new(schema, Enumerable.Range(0, columns).Select(column => Numbers(column, rows)), rows);
        return await Make(schema, new() { RowsPerRowGroup = rowsPerRowGroup }, batch);
    }

    // The mixing function of SplitMix64.
    public static long Number(int column, long row)
    {
        ulong mixed = unchecked((ulong)(row + column) * 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return (long)(mixed ^ (mixed >> 31));
    }

    public static async Task<long> Drain(ParquetBatchReader reader)
    {
        long rows = 0;
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } batch)
        {
            using (batch)
            {
                rows += batch.Batch.Length;
            }
        }

        return rows;
    }

    private static Int64Array Numbers(int column, int rows)
    {
        Int64Array.Builder builder = new();
        for (int row = 0; row < rows; row++)
        {
            builder.Append(Number(column, row));
        }

        return builder.Build();
    }
}

internal sealed class CountingStream(byte[] content) : MemoryStream(content, writable: false)
{
    public long BytesRead { get; private set; }

    public bool Disposed { get; private set; }

    public Exception? Failure { get; set; }

    public override int Read(Span<byte> buffer)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        int read = base.Read(buffer);
        BytesRead += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }
}
