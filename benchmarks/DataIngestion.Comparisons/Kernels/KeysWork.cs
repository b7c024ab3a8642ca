using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Comparisons.Data;
using DataIngestion.Comparisons.Measuring;
using DataIngestion.Validation;

namespace DataIngestion.Comparisons.Kernels;

// Whether the compound key (int64, date) is unique.
internal static class KeysWork
{
    private const int BatchRows = 65_536;

    public static async Task<Measurement> InMemoryAsync(long rows)
    {
        RecordBatch[] batches = [.. Batches(rows)];
        return await Stopper.MeasureAsync(() => Task.FromResult(Unique(batches, new KeyIndexOptions { MemoryBudget = 4L << 30 })));
    }

    // Batches are made as they are needed: what is in memory is what the check needs.
    public static Task<Measurement> StreamedAsync(long rows) => Stopper.MeasureAsync(() => Task.FromResult(Unique(Batches(rows), new KeyIndexOptions { MemoryBudget = 256L << 20 })));

    private static long Unique(IEnumerable<RecordBatch> batches, KeyIndexOptions options)
    {
        KeyUniquenessResult result = KeyUniqueness.CountDuplicates(batches, ["policy", "day"], options);
        return result.Duplicates == 0
            ? result.Rows
            : throw new InvalidOperationException("The keys of this comparison are unique, and a duplicate was reported.");
    }

    private static IEnumerable<RecordBatch> Batches(long rows)
    {
        Schema schema = new([new Field("policy", Int64Type.Default, false), new Field("day", Date32Type.Default, false)], null);
        for (long start = 0; start < rows; start += BatchRows)
        {
            int length = (int)Math.Min(BatchRows, rows - start);
            long[] policies = new long[length];
            int[] days = new int[length];
            KeyValues.Fill(start, policies, days);
            yield return new RecordBatch(schema, [Longs(policies), Days(days)], length);
        }
    }

    private static Int64Array Longs(long[] values) => new(new ArrowBuffer.Builder<long>().Append(values).Build(), ArrowBuffer.Empty, values.Length, 0, 0);

    private static Date32Array Days(int[] values) => new(new ArrowBuffer.Builder<int>().Append(values).Build(), ArrowBuffer.Empty, values.Length, 0, 0);
}
