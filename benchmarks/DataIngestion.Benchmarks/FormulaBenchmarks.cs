using Apache.Arrow;
using Apache.Arrow.Types;
using BenchmarkDotNet.Attributes;
using DataIngestion.Comparisons.Data;

namespace DataIngestion.Benchmarks;

/// <summary>The formula <c>total == injury + property + vehicle</c> over 65,536 rows, a twentieth of the values missing, beside the loops that a person would write.</summary>
[MemoryDiagnoser]
public class FormulaBenchmarks
{
    private const int Rows = 65_536;
    private static readonly string[] Names = ["total", "injury", "property", "vehicle"];
    private readonly RowFailures _failures = new();
    private RecordBatch _longs = null!;
    private RecordBatch _doubles = null!;
    private IValidation _ofLongs = null!;
    private IValidation _ofDoubles = null!;

    /// <summary>Makes the rows.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _longs = Batch(Int64Type.Default, row => new ArrowBuffer.Builder<long>().AppendRange(row).Build());
        _doubles = Batch(DoubleType.Default, row => new ArrowBuffer.Builder<double>().AppendRange(row.Select(value => (double)value)).Build());
        ValidationBuilder rules = new();
        rules.Row(r => r["total"] == r["injury"] + r["property"] + r["vehicle"]);
        _ofLongs = rules.Rules[0].Validator.Begin(new ValidationContext(_longs.Schema));
        _ofDoubles = rules.Rules[0].Validator.Begin(new ValidationContext(_doubles.Schema));
    }

    /// <summary>The rule on int64.</summary>
    /// <returns>The failing rows.</returns>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int FormulaInt64() => Observe(_ofLongs, _longs);

    /// <summary>A loop on int64.</summary>
    /// <returns>The failing rows.</returns>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int LoopInt64()
    {
        _failures.Clear();
        Int64Array[] columns = [.. Names.Select(name => (Int64Array)_longs.Column(name))];
        for (int row = 0; row < Rows; row++)
        {
            if (columns[0].GetValue(row) is { } total && columns[1].GetValue(row) is { } injury && columns[2].GetValue(row) is { } property
                && columns[3].GetValue(row) is { } vehicle && total != checked(injury + property + vehicle))
            {
                _failures.Add(row);
            }
        }

        return _failures.Rows.Count;
    }

    /// <summary>The rule on float64.</summary>
    /// <returns>The failing rows.</returns>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int FormulaFloat64() => Observe(_ofDoubles, _doubles);

    private int Observe(IValidation rule, RecordBatch batch)
    {
        _failures.Clear();
        rule.Observe(batch, _failures);
        return _failures.Rows.Count;
    }

    private static RecordBatch Batch(IArrowType type, Func<IEnumerable<long>, ArrowBuffer> values)
    {
        SplitMix64 random = new(1);
        long[][] parts = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, Rows).Select(_ => (long)random.Below(1000)).ToArray())];

        // One row in a thousand is wrong.
        long[] totals = [.. Enumerable.Range(0, Rows).Select(row => parts.Sum(part => part[row]) + (row % 1000 == 7 ? 1 : 0))];
        byte[] valid = [.. Enumerable.Range(0, Rows / 8).Select(octet => octet % 5 == 0 ? (byte)0b1111_1011 : (byte)0xFF)];
        int missing = valid.Sum(bits => 8 - System.Numerics.BitOperations.PopCount(bits));
        IEnumerable<IArrowArray> arrays = new[] { totals, parts[0], parts[1], parts[2] }.Select((column, at) => ArrowArrayFactory.BuildArray(
            new ArrayData(type, Rows, at == 1 ? missing : 0, 0, [at == 1 ? new ArrowBuffer(valid) : ArrowBuffer.Empty, values(column)])));
        return new RecordBatch(new Schema([.. Names.Select(name => new Field(name, type, true))], null), arrays, Rows);
    }
}
