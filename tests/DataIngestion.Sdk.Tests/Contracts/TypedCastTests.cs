using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;

namespace DataIngestion.Contracts;

public sealed class TypedCastTests
{
    [Fact]
    public void Apply_SameType_SharesAndOutlivesTheDelivery()
    {
        SourceBatch batch = Delivered.Of(("a", new Int64Array.Builder().Append(5).AppendNull().Append(-7).Build()), ("b", Delivered.Text("x", null, "z")));
        SourceBatch slice = new(batch.Batch.SliceShared(1, 2), "file.parquet", 1);
        batch.Dispose();
        ContractBinding binding = ContractBinding.Bind(new([new("a", ColumnType.Int64) { Required = true }, new("b", ColumnType.String)]), slice.Batch.Schema);
        using ContractedBatch typed = binding.Apply(slice);
        slice.Dispose();
        GC.Collect();

        ((Int64Array)typed.Batch.Column(0)).GetValue(1).ShouldBe(-7);
        ((StringArray)typed.Batch.Column(1)).GetString(1).ShouldBe("z");
        typed.Faults.ShouldBe([new(0, 0, CellFaultKind.MissingRequired)]);
        binding.Counts.ShouldBe([new("a", "empty", 1), new("b", "empty", 1)]);
    }

    [Fact]
    public void Apply_Integers_EqualCheckedConversion() => Gen.Long.Array[1, 10].Sample(values =>
    {
        foreach (long value in values)
        {
            Int64Array array = new Int64Array.Builder().Append(value).Build();
            Same(ColumnType.Int8, array, sbyte.MinValue <= value && value <= sbyte.MaxValue ? value.ToString(CultureInfo.InvariantCulture) : null);
            Same(ColumnType.Int32, array, int.MinValue <= value && value <= int.MaxValue ? value.ToString(CultureInfo.InvariantCulture) : null);
            bool exact = new BigInteger((double)value) == value;
            (Delivered.Cast(ColumnTypeColumn(ColumnType.Float64), array).Faults.Count == 0).ShouldBe(exact, value.ToString(CultureInfo.InvariantCulture));
        }
    });

    [Theory]
    [InlineData(ulong.MaxValue, "int64", null)]
    [InlineData(9223372036854775807UL, "int64", "9223372036854775807")]
    [InlineData(9223372036854775808UL, "int64", null)]
    [InlineData(ulong.MaxValue, "decimal(20,0)", "18446744073709551615")]
    [InlineData(255UL, "int8", null)]
    [InlineData(100UL, "decimal(3,0)", "100")]
    [InlineData(100UL, "decimal(4,2)", null)]
    [InlineData(9007199254740992UL, "float64", "9007199254740992")]
    [InlineData(9007199254740993UL, "float64", null)]
    [InlineData(16777217UL, "float32", null)]
    public void Apply_UnsignedIntegers_FitOrFault(ulong value, string type, string? expected) =>
        Same(ColumnType.Parse(type), new UInt64Array.Builder().Append(value).Build(), expected);

    [Theory]
    [InlineData(3.0, "int64", "3")]
    [InlineData(3.5, "int64", null)]
    [InlineData(double.NaN, "int64", null)]
    [InlineData(9.3e18, "int64", null)]
    [InlineData(1e300, "int8", null)]
    [InlineData(-129.0, "int8", null)]
    [InlineData(0.5, "float32", "0.5")]
    [InlineData(1e300, "float32", null)]
    [InlineData(double.PositiveInfinity, "float32", "Infinity")]
    public void Apply_Doubles_FitOrFault(double value, string type, string? expected) =>
        Same(ColumnType.Parse(type), new DoubleArray.Builder().Append(value).Build(), expected);

    [Theory]
    [InlineData("12.50", 2, "decimal(3,1)", "12.5")]
    [InlineData("12.55", 2, "decimal(3,1)", null)]
    [InlineData("12.50", 2, "decimal(38,30)", "12.500000000000000000000000000000")]
    [InlineData("123.00", 2, "decimal(2,0)", null)]
    [InlineData("-123.00", 2, "int64", "-123")]
    [InlineData("0.01", 2, "int64", null)]
    public void Apply_Decimals_RescaleExactly(string value, int scale, string type, string? expected) => Same(
        ColumnType.Parse(type),
        new Decimal128Array.Builder(new Decimal128Type(38, scale)).Append(decimal.Parse(value, CultureInfo.InvariantCulture)).Build(),
        expected);

    [Theory]
    [InlineData(TimeUnit.Second, 1L, 1_000_000L)]
    [InlineData(TimeUnit.Millisecond, -1L, -1_000L)]
    [InlineData(TimeUnit.Microsecond, 7L, 7L)]
    [InlineData(TimeUnit.Nanosecond, 1_000L, 1L)]
    [InlineData(TimeUnit.Nanosecond, -1_001L, null)]
    [InlineData(TimeUnit.Second, long.MaxValue, null)]
    [InlineData(TimeUnit.Second, long.MinValue, null)]
    public void Apply_Timestamps_BecomeMicroseconds(TimeUnit unit, long value, long? expected)
    {
        foreach (string? zone in new[] { null, "Europe/Berlin" })
        {
            TimestampArray array = Timestamps(new TimestampType(unit, zone), value);
            ColumnType type = zone is null ? ColumnType.TimestampWithoutZone : ColumnType.Timestamp;
            ((TimestampArray)Delivered.Cast(ColumnTypeColumn(type), array).Array).GetValue(0).ShouldBe(expected);
        }
    }

    [Fact]
    public void Apply_Date64_MustBeWholeDays()
    {
        Date64Array array = new(new ArrowBuffer(MemoryMarshal.AsBytes<long>([86_400_000L, -86_400_000L, 1L]).ToArray()), ArrowBuffer.Empty, 3, 0, 0);

        (IArrowArray typed, IReadOnlyList<CellFault> faults) = Delivered.Cast(ColumnTypeColumn(ColumnType.Date), array);

        Enumerable.Range(0, 3).Select(row => ((Date32Array)typed).GetValue(row)).ShouldBe([1, -1, null]);
        faults.ShouldBe([new(2, 0, CellFaultKind.DoesNotFit)]);
    }

    [Fact]
    public void Apply_DictionaryOfText_IsUnpackedAndParsed()
    {
        DictionaryArray array = new(
            new DictionaryType(Int8Type.Default, StringType.Default, false),
            new Int8Array.Builder().Append(1).Append(0).AppendNull().Append(1).Build(),
            Delivered.Text("5", "7"));

        Same(ColumnType.String, array, "7", "5", null, "7");
        (IArrowArray typed, _) = Delivered.Cast(ColumnTypeColumn(ColumnType.Int64), array);
        Enumerable.Range(0, 4).Select(row => ((Int64Array)typed).GetValue(row)).ShouldBe([7L, 5L, null, 7L]);
    }

    [Fact]
    public void Apply_SlicedNumbers_ReadTheSlice()
    {
        Int32Array all = new Int32Array.Builder().AppendRange(Enumerable.Range(0, 20)).AppendNull().Append(21).Build();
        IArrowArray slice = ArrowArrayFactory.SliceShared(all, 17, 5);

        Same(ColumnType.Int64, slice, "17", "18", "19", null, "21");
    }

    [Fact]
    public void Apply_ColumnOfNulls_FitsEveryType()
    {
        foreach (ColumnType type in new[] { ColumnType.Boolean, ColumnType.Decimal(5, 2), ColumnType.String, ColumnType.Timestamp })
        {
            Delivered.Cast(ColumnTypeColumn(type), new NullArray(3)).Array.Data.GetNullCount().ShouldBe(3);
        }
    }

    [Theory]
    [InlineData("int64", "string")]
    [InlineData("boolean", "string")]
    [InlineData("boolean", "int64")]
    [InlineData("date", "timestamp")]
    [InlineData("timestamp", "date")]
    [InlineData("timestamp", "timestamp_ntz")]
    [InlineData("timestamp_ntz", "timestamp")]
    [InlineData("float64", "decimal(10,2)")]
    [InlineData("int64", "date")]
    [InlineData("binary", "string")]
    public void Bind_TypesThatDoNotConvert_NamesColumnAndBothTypes(string delivered, string contract)
    {
        Schema schema = new([new Field("c", ColumnType.Parse(delivered).ToArrow(), true)], null);

        ContractException refused = Should.Throw<ContractException>(() => ContractBinding.Bind(new([ColumnTypeColumn(ColumnType.Parse(contract))]), schema));

        refused.Column.ShouldBe("c");
        refused.Message.ShouldContain($"cannot become {contract}");
    }

    private static ColumnContract ColumnTypeColumn(ColumnType type) => new("c", type);

    private static void Same(ColumnType type, IArrowArray array, params string?[] expected)
    {
        (IArrowArray typed, IReadOnlyList<CellFault> faults) = Delivered.Cast(ColumnTypeColumn(type), array);

        Enumerable.Range(0, typed.Length).Select(row => Casts.CellText.Of(typed, row)).ShouldBe(expected);
        faults.Count.ShouldBe(Enumerable.Range(0, array.Length).Count(row => expected[row] is null && !array.IsNull(row)));
    }

    private static TimestampArray Timestamps(TimestampType type, params long[] values) =>
        new(type, new ArrowBuffer(MemoryMarshal.AsBytes<long>(values).ToArray()), ArrowBuffer.Empty, values.Length, 0, 0);
}
