using System.Numerics;
using Apache.Arrow;

namespace DataIngestion.Delta;

// Counts nulls; those that derive from it keep bounds too. One virtual call a batch.
internal class ColumnAccumulator(string name, ColumnType type)
{
    private long _nulls;

    protected ColumnType Type { get; } = type;

    public static ColumnAccumulator Of(string name, ColumnType type, bool countsOnly) => (countsOnly, type.Kind) switch
    {
        (true, _) => new ColumnAccumulator(name, type),
        (_, ColumnKind.Int8) => new IntegerAccumulator<sbyte>(name, type),
        (_, ColumnKind.Int16) => new IntegerAccumulator<short>(name, type),
        (_, ColumnKind.Int32 or ColumnKind.Date) => new IntegerAccumulator<int>(name, type),
        (_, ColumnKind.Int64 or ColumnKind.Timestamp or ColumnKind.TimestampWithoutZone) => new IntegerAccumulator<long>(name, type),
        (_, ColumnKind.Float32) => new FloatAccumulator<float>(name, type),
        (_, ColumnKind.Float64) => new FloatAccumulator<double>(name, type),
        (_, ColumnKind.Decimal) => new DecimalAccumulator(name, type),
        (_, ColumnKind.String) => new StringAccumulator(name, type),
        _ => new ColumnAccumulator(name, type),
    };

    public void Observe(IArrowArray array)
    {
        _nulls += array.NullCount;
        if (array.NullCount < array.Length)
        {
            ObserveValid(array);
        }

        GC.KeepAlive(array);
    }

    public ColumnStatistics Complete()
    {
        (StatisticValue? min, StatisticValue? max) = Bounds();
        return new(name, Type) { NullCount = _nulls, Min = min, Max = max };
    }

    protected virtual void ObserveValid(IArrowArray array)
    {
    }

    protected virtual (StatisticValue? Min, StatisticValue? Max) Bounds() => (null, null);
}

internal sealed class IntegerAccumulator<T>(string name, ColumnType type) : ColumnAccumulator(name, type)
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private T _min = T.MaxValue;
    private T _max = T.MinValue;
    private bool _any;

    protected override void ObserveValid(IArrowArray array)
    {
        _any = true;
        ValidBlocks<T> blocks = new(array, stackalloc T[ValidBlocks<T>.Rows]);
        while (blocks.MoveNext())
        {
            Extrema.Widen(blocks.Current, ref _min, ref _max);
        }
    }

    protected override (StatisticValue? Min, StatisticValue? Max) Bounds() =>
        _any ? (StatisticValue.Of(Int128.CreateChecked(_min)), StatisticValue.Of(Int128.CreateChecked(_max))) : (null, null);
}

// Readers disagree on where NaN sorts, so a column that holds one has no bounds.
internal sealed class FloatAccumulator<T>(string name, ColumnType type) : ColumnAccumulator(name, type)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T _min = T.PositiveInfinity;
    private T _max = T.NegativeInfinity;
    private bool _any;
    private bool _hasNaN;

    protected override void ObserveValid(IArrowArray array)
    {
        _any = true;
        ValidBlocks<T> blocks = new(array, stackalloc T[ValidBlocks<T>.Rows]);
        while (!_hasNaN && blocks.MoveNext())
        {
            _hasNaN = Extrema.ContainsNaN(blocks.Current);
            if (!_hasNaN)
            {
                Extrema.Widen(blocks.Current, ref _min, ref _max);
            }
        }
    }

    protected override (StatisticValue? Min, StatisticValue? Max) Bounds() =>
        _any && !_hasNaN ? (StatisticValue.Of(double.CreateChecked(_min)), StatisticValue.Of(double.CreateChecked(_max))) : (null, null);
}

internal sealed class DecimalAccumulator(string name, ColumnType type) : ColumnAccumulator(name, type)
{
    private Int128 _min = Int128.MaxValue;
    private Int128 _max = Int128.MinValue;
    private bool _any;

    // Arrow keeps a decimal as 16 bytes, two's complement, little-endian: the memory of an Int128 on such machines.
    protected override void ObserveValid(IArrowArray array)
    {
        _any = true;
        ValidBlocks<Int128> blocks = new(array, stackalloc Int128[ValidBlocks<Int128>.Rows]);
        while (blocks.MoveNext())
        {
            Extrema.WidenScalar(blocks.Current, ref _min, ref _max);
        }
    }

    protected override (StatisticValue? Min, StatisticValue? Max) Bounds() => _any ? (StatisticValue.Of(_min), StatisticValue.Of(_max)) : (null, null);
}
