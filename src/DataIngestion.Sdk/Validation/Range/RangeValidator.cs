using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Validation;

internal sealed class RangeValidator(string column, RangeBound? minimum, RangeBound? maximum) : IValidator
{
    public string Name => (minimum, maximum) switch
    {
        ({ }, null) => $"at_least({column}, {minimum})",
        (null, { }) => $"at_most({column}, {maximum})",
        _ => $"range({column}, {minimum}, {maximum})",
    };

    public IReadOnlyList<string> Columns => [column];

    public CheckScope Scope => CheckScope.Row;

    public IValidation Begin(Schema schema)
    {
        (int index, IArrowType type) = CheckedColumn.Find(schema, column, Name);
        return new ColumnValidation(index, Kernel(type), $"values are {Words()}");
    }

    private string Words() => (minimum, maximum) switch
    {
        ({ }, null) => $"{minimum} or more",
        (null, { }) => $"{maximum} or less",
        _ => $"from {minimum} to {maximum}",
    };

    private IColumnKernel Kernel(IArrowType type)
    {
        bool numbers = (minimum ?? maximum)!.IsNumber;
        return type switch
        {
            Int8Type when numbers => Whole<sbyte>(0, array => ((Int8Array)array).Values),
            Int16Type when numbers => Whole<short>(0, array => ((Int16Array)array).Values),
            Int32Type when numbers => Whole<int>(0, array => ((Int32Array)array).Values),
            Int64Type when numbers => Whole<long>(0, array => ((Int64Array)array).Values),
            Decimal128Type exact when numbers => Whole(exact.Scale, Decimals),
            FloatType when numbers => Real(array => ((FloatArray)array).Values, value => (float)value),
            DoubleType when numbers => Real(array => ((DoubleArray)array).Values, value => value),
            Date32Type when (minimum ?? maximum)!.Date is not null => new RangeKernel<int>(
                Days(minimum) ?? int.MinValue, Days(maximum) ?? int.MaxValue, array => ((Date32Array)array).Values),
            TimestampType when (minimum ?? maximum)!.Instant is not null => new RangeKernel<long>(
                Microseconds(minimum) ?? long.MinValue, Microseconds(maximum) ?? long.MaxValue, array => ((TimestampArray)array).Values),
            _ => throw CheckedColumn.WrongType(Name, column, type, numbers ? "numbers" : "dates or timestamps"),
        };
    }

    private RangeKernel<T> Whole<T>(int scale, RangeKernel<T>.Reader values)
        where T : struct, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T> => new(
            minimum?.AsWhole<T>(scale, lower: true) ?? T.MinValue,
            maximum?.AsWhole<T>(scale, lower: false) ?? T.MaxValue,
            values)
        {
            IsEmpty = minimum is not null && maximum is not null && minimum.AsDouble() > maximum.AsDouble(),
            ExceedsType = minimum?.AsDouble() > double.CreateSaturating(T.MaxValue) || maximum?.AsDouble() < double.CreateSaturating(T.MinValue),
        };

    private RangeKernel<T> Real<T>(RangeKernel<T>.Reader values, Func<double, T> convert)
        where T : struct, System.Numerics.IFloatingPointIeee754<T> => new(
            minimum is null ? T.NegativeInfinity : convert(minimum.AsDouble()),
            maximum is null ? T.PositiveInfinity : convert(maximum.AsDouble()),
            values);

    private static ReadOnlySpan<Int128> Decimals(IArrowArray array) => System.Runtime.InteropServices.MemoryMarshal
        .Cast<byte, Int128>(((Decimal128Array)array).ValueBuffer.Span)
        .Slice(array.Data.Offset, array.Length);

    private static int? Days(RangeBound? bound) => bound is null ? null : bound.Date!.Value.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static long? Microseconds(RangeBound? bound) =>
        bound is null ? null : (bound.Instant!.Value - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
