using Apache.Arrow;
using BenchmarkDotNet.Attributes;
using DataIngestion.Comparisons.Data;
using DataIngestion.Profiles;

namespace DataIngestion.Benchmarks;

/// <summary>Profiles of 1,000,000 values: the bounded sketch, every value sorted, and categories.</summary>
[MemoryDiagnoser]
public class ProfileBenchmarks
{
    private const int Count = 1_000_000;

    private readonly double[] _sorted = new double[Count];
    private double[] _values = [];
    private DoubleArray _numbers = null!;
    private RecordBatch _numberBatch = null!;
    private RecordBatch _categoryBatch = null!;

    /// <summary>Makes the columns.</summary>
    [GlobalSetup]
    public void Setup()
    {
        SplitMix64 random = new(1);
        _values = new double[Count];
        StringArray.Builder categories = new();
        for (int i = 0; i < Count; i++)
        {
            _values[i] = random.SkewedBelow(400_000_000) / 100.0;
            categories.Append(ClaimValues.States[random.Below((uint)ClaimValues.States.Length)].AsSpan());
        }

        _numbers = new DoubleArray.Builder().AppendRange(_values).Build();
        _numberBatch = Batch(_numbers);
        _categoryBatch = Batch(categories.Build());
    }

    /// <summary>A bounded profile of numbers.</summary>
    /// <returns>The profile.</returns>
    [Benchmark]
    public object Sketch() => Profile(_numberBatch);

    /// <summary>A bounded profile of categories.</summary>
    /// <returns>The profile.</returns>
    [Benchmark]
    public object Categories() => Profile(_categoryBatch);

    /// <summary>An exact profile of numbers.</summary>
    /// <returns>The profile.</returns>
    [Benchmark]
    public object Exact()
    {
        ExactProfileBuilder builder = new("x", ColumnType.Float64);
        builder.Observe(_numbers);
        return builder.Complete();
    }

    /// <summary>The runtime's sort of the same numbers, for scale.</summary>
    /// <returns>The sorted numbers.</returns>
    [Benchmark(Baseline = true)]
    public double[] SortByRuntime()
    {
        _values.CopyTo(_sorted, 0);
        System.Array.Sort(_sorted);
        return _sorted;
    }

    private static DatasetProfile Profile(RecordBatch batch)
    {
        DatasetProfiler profiler = new(batch.Schema, new HashSet<string>());
        profiler.Observe(batch);
        return profiler.Complete();
    }

    private static RecordBatch Batch(IArrowArray values) =>
        new(new Schema([new Field("x", values.Data.DataType, true)], null), [values], values.Length);
}
