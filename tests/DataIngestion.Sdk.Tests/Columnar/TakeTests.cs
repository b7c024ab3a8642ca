using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;

namespace DataIngestion.Columnar;

public sealed class TakeTests
{
    private const int Rows = 100;

    [Fact]
    public void Rows_RandomRowsOfSlicesOfEveryType_EqualTheCellsOneByOne() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 60], Gen.Int[0, 59].Array[0, 50], Gen.Int[0, 9]).Sample((offset, length, picks, seed) =>
        {
            RecordBatch batch = EveryType(seed).Slice(offset, length);
            int[] rows = [.. picks.Where(row => row < length)];
            RecordBatch taken = Take.Rows(batch, rows);
            taken.Length.ShouldBe(rows.Length);
            for (int column = 0; column < batch.ColumnCount; column++)
            {
                IArrowArray source = batch.Column(column);
                IArrowArray target = taken.Column(column);
                target.Length.ShouldBe(rows.Length);
                target.NullCount.ShouldBe(rows.Count(source.IsNull));
                Enumerable.Range(0, rows.Length).Select(row => ArrowValue(target, row)).ShouldBe(rows.Select(row => ArrowValue(source, row)));
            }
        }, iter: 200);

    // The texts of slices against those of Arrow's own accessors, so that an offset forgotten on both sides shows.
    [Fact]
    public void ColumnText_SlicesOfEveryType_AreTheCellsOfTheWhole() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 60]).Sample((offset, length) =>
        {
            RecordBatch whole = EveryType(7);
            RecordBatch slice = whole.Slice(offset, length);
            for (int column = 0; column < whole.ColumnCount; column++)
            {
                Batches.Texts(slice.Column(column)).ShouldBe(Batches.Texts(whole.Column(column)).Skip(offset).Take(length));
                Enumerable.Range(0, length).Select(row => ArrowValue(slice.Column(column), row))
                    .ShouldBe(Enumerable.Range(offset, length).Select(row => ArrowValue(whole.Column(column), row)));
            }
        }, iter: 50);

    [Fact]
    public void Rows_InputDisposed_KeepTheirValues()
    {
        RecordBatch batch = EveryType(1);
        int[] all = [.. Enumerable.Range(0, Rows)];
        RecordBatch taken = Take.Rows(batch, all);
        IReadOnlyList<string?>[] before = [.. batch.Arrays.Select(Batches.Texts)];
        batch.Dispose();
        taken.Arrays.Select(Batches.Texts).ShouldBe(before);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Rows)]
    public void Rows_OutsideTheBatch_Throws(int row) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Take.Rows(EveryType(1), [row]));

    [Fact]
    public void Rows_TypeOutsideTheContract_NamesTheColumn() =>
        Should.Throw<ArgumentException>(() => Take.Rows(Batches.Of(("odd", new NullArray(3))), [0])).Message.ShouldContain("'odd'");

    private static object? ArrowValue(IArrowArray array, int row) => array switch
    {
        BooleanArray booleans => booleans.GetValue(row),
        Decimal128Array decimals => decimals.GetValue(row),
        StringArray strings => strings.GetString(row),
        BinaryArray binaries => binaries.IsNull(row) ? null : Convert.ToHexString(binaries.GetBytes(row)),
        TimestampArray times => times.GetTimestamp(row),
        Date32Array dates => dates.GetDateOnly(row),
        PrimitiveArray<sbyte> numbers => numbers.GetValue(row),
        PrimitiveArray<short> numbers => numbers.GetValue(row),
        PrimitiveArray<int> numbers => numbers.GetValue(row),
        PrimitiveArray<long> numbers => numbers.GetValue(row),
        PrimitiveArray<float> numbers => numbers.GetValue(row),
        PrimitiveArray<double> numbers => numbers.GetValue(row),
        _ => throw new InvalidOperationException(array.GetType().Name),
    };

    internal static RecordBatch EveryType(int seed)
    {
        Random random = new(seed);
        T?[] Some<T>(Func<T> next)
            where T : struct => [.. Enumerable.Range(0, Rows).Select(_ => random.Next(4) == 0 ? (T?)null : next())];
        DateTimeOffset Time() => DateTimeOffset.UnixEpoch.AddMicroseconds(random.NextInt64(-1L << 50, 1L << 50));
        return Batches.Of(
            ("boolean", Batches.Booleans(Some(() => random.Next(2) == 0))),
            ("int8", Int8(Some(() => (sbyte)random.Next(-128, 128)))),
            ("int16", Int16(Some(() => (short)random.Next(-32768, 32768)))),
            ("int32", Batches.Int32(Some(random.Next))),
            ("int64", Batches.Int64(Some(() => random.NextInt64(long.MinValue, long.MaxValue)))),
            ("float32", Batches.Float32(Some(random.NextSingle))),
            ("float64", Batches.Float64(Some(random.NextDouble))),
            ("decimal", Batches.Decimals(20, 3, Some(() => new decimal(random.Next(-100000, 100000)) / 1000m))),
            ("date", Batches.Dates(Some(() => DateOnly.FromDayNumber(random.Next(700000, 750000))))),
            ("timestamp", Batches.Times(true, Some(Time))),
            ("timestamp_ntz", Batches.Times(false, Some(Time))),
            ("string", Batches.Strings([.. Some(() => random.Next(1000)).Select(value => value is { } number ? new string('é', number % 5) + number : null)])),
            ("binary", Batches.Binaries([.. Some(() => random.Next(1000)).Select(value => value is { } number ? BitConverter.GetBytes(number)[..(number % 4)] : null)])),
            ("complete", Batches.Int64([.. Enumerable.Range(0, Rows).Select(row => (long?)row)])));
    }

    private static Int8Array Int8(sbyte?[] values)
    {
        Int8Array.Builder builder = new();
        foreach (sbyte? value in values)
        {
            _ = value is { } present ? builder.Append(present) : builder.AppendNull();
        }

        return builder.Build();
    }

    private static Int16Array Int16(short?[] values)
    {
        Int16Array.Builder builder = new();
        foreach (short? value in values)
        {
            _ = value is { } present ? builder.Append(present) : builder.AppendNull();
        }

        return builder.Build();
    }
}
