using Apache.Arrow;
using Apache.Arrow.Types;
using BenchmarkDotNet.Attributes;
using DataIngestion.Comparisons.Data;
using DataIngestion.Validation;

namespace DataIngestion.Benchmarks;

/// <summary>The uniqueness of 1,000,000 keys of (int64, date), in batches of 65,536 rows.</summary>
[MemoryDiagnoser]
public class KeyBenchmarks
{
    private const int Count = 1_000_000;
    private const int BatchRows = 65_536;
    private static readonly Schema Columns = new([new Field("policy", Int64Type.Default, false), new Field("day", Date32Type.Default, false)], null);

    private readonly List<RecordBatch> _batches = [];

    /// <summary>Makes the keys.</summary>
    [GlobalSetup]
    public void Setup()
    {
        for (int start = 0; start < Count; start += BatchRows)
        {
            long[] policies = new long[Math.Min(BatchRows, Count - start)];
            int[] days = new int[policies.Length];
            KeyValues.Fill(start, policies, days);
            _batches.Add(new RecordBatch(Columns, [Longs(policies), Days(days)], policies.Length));
        }
    }

    /// <summary>Checks all keys.</summary>
    /// <returns>The distinct ones.</returns>
    [Benchmark(OperationsPerInvoke = Count)]
    public long Unique()
    {
        KeyIndex index = new(Columns, ["policy", "day"], seed: 1);
        List<int> duplicates = [];
        foreach (RecordBatch batch in _batches) { index.Observe(batch, duplicates); }
        return index.Count;
    }

    private static Int64Array Longs(long[] values) => new(new ArrowBuffer.Builder<long>().Append(values).Build(), ArrowBuffer.Empty, values.Length, 0, 0);

    private static Date32Array Days(int[] values) => new(new ArrowBuffer.Builder<int>().Append(values).Build(), ArrowBuffer.Empty, values.Length, 0, 0);
}
