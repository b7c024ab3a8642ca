using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;

namespace DataIngestion.Delta;

public sealed class FileStatisticsTests
{
    private static readonly HashSet<string> Nothing = [];

    [Fact]
    public void ToJson_EveryType_IsWrittenAsReadersExpect()
    {
        Schema schema = new(
            [
                Field("flag", ColumnType.Boolean), Field("tiny", ColumnType.Int8), Field("small", ColumnType.Int16), Field("int", ColumnType.Int32),
                Field("long", ColumnType.Int64), Field("single", ColumnType.Float32), Field("real", ColumnType.Float64), Field("exact", ColumnType.Decimal(38, 4)),
                Field("day", ColumnType.Date), Field("at", ColumnType.Timestamp), Field("local", ColumnType.TimestampWithoutZone),
                Field("text", ColumnType.String), Field("bytes", ColumnType.Binary),
            ],
            null);
        using RecordBatch batch = new(
            schema,
            [
                new BooleanArray.Builder().Append(true).Append(false).AppendNull().Build(),
                new Int8Array.Builder().Append(-128).Append(127).AppendNull().Build(),
                new Int16Array.Builder().Append(-5).Append(5).Append(0).Build(),
                new Int32Array.Builder().AppendNull().AppendNull().Append(7).Build(),
                new Int64Array.Builder().Append(long.MaxValue).Append(long.MinValue).AppendNull().Build(),
                new FloatArray.Builder().Append(0.1f).Append(-2f).AppendNull().Build(),
                new DoubleArray.Builder().Append(1e300).Append(0.1).AppendNull().Build(),
                Decimals(38, 4, "-1234567890123456789012345678901234.5678", "0.0001", null),
                new Date32Array.Builder().Append(new DateOnly(2000, 2, 29)).Append(new DateOnly(1969, 12, 31)).AppendNull().Build(),
                Micros(new TimestampType(TimeUnit.Microsecond, "UTC"), -1, 1_704_164_645_678_999, null),
                Micros(new TimestampType(TimeUnit.Microsecond, (string?)null), 3_000_000, 3_000_001, null),
                new StringArray.Builder().Append("b\"\\").Append("a").AppendNull().Build(),
                new BinaryArray.Builder().Append((byte)1).AppendNull().AppendNull().Build(),
            ],
            3);
        FileStatistics statistics = new(schema, Nothing);

        statistics.Observe(batch);

        statistics.Rows.ShouldBe(3);
        statistics.ToJson().ShouldBe(
            "{\"numRecords\":3,"
            + "\"minValues\":{\"tiny\":-128,\"small\":-5,\"int\":7,\"long\":-9223372036854775808,\"single\":-2.0,\"real\":0.1,\"exact\":-1234567890123456789012345678901234.5678,"
            + "\"day\":\"1969-12-31\",\"at\":\"1969-12-31T23:59:59.999Z\",\"local\":\"1970-01-01T00:00:03.000\",\"text\":\"a\"},"
            + "\"maxValues\":{\"tiny\":127,\"small\":5,\"int\":7,\"long\":9223372036854775807,\"single\":0.1,\"real\":1E+300,\"exact\":0.0001,"
            + "\"day\":\"2000-02-29\",\"at\":\"2024-01-02T03:04:05.678Z\",\"local\":\"1970-01-01T00:00:03.000\",\"text\":\"b\\\"\\\\\"},"
            + "\"nullCount\":{\"flag\":1,\"tiny\":1,\"small\":0,\"int\":2,\"long\":1,\"single\":1,\"real\":1,\"exact\":1,\"day\":1,\"at\":1,\"local\":1,\"text\":1,\"bytes\":2}}");
    }

    [Fact]
    public void ToJson_WithheldColumn_HasNothingButItsNulls()
    {
        Schema schema = new([Field("name", ColumnType.String), Field("id", ColumnType.Int32)], null);
        using RecordBatch batch = new(schema, [new StringArray.Builder().Append("secret").AppendNull().Build(), new Int32Array.Builder().Append(1).Append(2).Build()], 2);
        FileStatistics statistics = new(schema, new HashSet<string> { "name" });

        statistics.Observe(batch);

        statistics.ToJson().ShouldBe("""{"numRecords":2,"minValues":{"id":1},"maxValues":{"id":2},"nullCount":{"name":1,"id":0}}""");
    }

    [Fact]
    public void ToJson_AllNullOrNoRows_HasNoBounds()
    {
        Schema schema = new([Field("a", ColumnType.Int32), Field("b", ColumnType.String)], null);
        FileStatistics statistics = new(schema, Nothing);
        statistics.ToJson().ShouldBe("""{"numRecords":0,"minValues":{},"maxValues":{},"nullCount":{"a":0,"b":0}}""");

        using RecordBatch batch = new(schema, [new Int32Array.Builder().AppendNull().Build(), new StringArray.Builder().AppendNull().Build()], 1);
        statistics.Observe(batch);

        statistics.ToJson().ShouldBe("""{"numRecords":1,"minValues":{},"maxValues":{},"nullCount":{"a":1,"b":1}}""");
    }

    [Theory]
    [InlineData(new[] { 1.0, double.NaN, 2.0 }, null, null)]
    [InlineData(new[] { double.NaN }, null, null)]
    [InlineData(new[] { 0.0 }, "-0.0", "0.0")]
    [InlineData(new[] { -0.0, -0.0 }, "-0.0", "0.0")]
    [InlineData(new[] { -0.0, 0.0, 1.0 }, "-0.0", "1.0")]
    [InlineData(new[] { double.PositiveInfinity, 3.0 }, "3.0", null)]
    [InlineData(new[] { double.NegativeInfinity, 3.0 }, null, "3.0")]
    [InlineData(new[] { 5e-324, 1.7976931348623157E+308 }, "5E-324", "1.7976931348623157E+308")]
    public void ToJson_OddFloats_OmitsWhatReadersDoNotAgreeOn(double[] values, string? min, string? max)
    {
        Schema schema = new([Field("x", ColumnType.Float64)], null);
        using RecordBatch batch = new(schema, [new DoubleArray.Builder().AppendRange(values).Build()], values.Length);
        FileStatistics statistics = new(schema, Nothing);

        statistics.Observe(batch);

        string Bound(string? bound) => bound is null ? "" : "\"x\":" + bound;
        statistics.ToJson().ShouldBe($$$"""{"numRecords":{{{values.Length}}},"minValues":{{{{Bound(min)}}}},"maxValues":{{{{Bound(max)}}}},"nullCount":{"x":0}}""");
    }

    // U+FF01 is above U+1F600 in UTF-16 and below it in UTF-8.
    [Fact]
    public void ToJson_TextBeyondTheBasicPlane_IsInTheOrderOfUtf8Bytes()
    {
        Schema schema = new([Field("t", ColumnType.String)], null);
        using RecordBatch batch = new(schema, [new StringArray.Builder().Append("\uFF01").Append("\U0001F600").Build()], 2);
        FileStatistics statistics = new(schema, Nothing);

        statistics.Observe(batch);

        IReadOnlyList<ColumnStatistics> columns = statistics.Complete();
        System.Text.Encoding.UTF8.GetString(columns[0].Min!.Value.Text).ShouldBe("\uFF01");
        System.Text.Encoding.UTF8.GetString(columns[0].Max!.Value.Text).ShouldBe("\U0001F600");
    }

    [Fact]
    public void Observe_SlicedBatchesWithNulls_CountsOnlyTheirRows() =>
        Gen.Select(Gen.Select(Gen.Int, Gen.Bool, Gen.Double, Gen.Byte).Array[1, 200], Gen.Int[0, 200], Gen.Int[0, 200]).Sample((rows, from, length) =>
        {
            from = Math.Min(from, rows.Length);
            length = Math.Min(length, rows.Length - from);
            Schema schema = new([Field("i", ColumnType.Int32), Field("d", ColumnType.Float64), Field("t", ColumnType.String), Field("e", ColumnType.Decimal(20, 3))], null);
            Int32Array.Builder ints = new();
            DoubleArray.Builder reals = new();
            StringArray.Builder texts = new();
            foreach ((int i, bool valid, double d, byte b) in rows)
            {
                _ = valid ? ints.Append(i) : ints.AppendNull();
                _ = valid ? reals.Append(d) : reals.AppendNull();
                _ = valid ? texts.Append(b.ToString()) : texts.AppendNull();
            }

            Decimal128Array exact = Decimals(20, 3, [.. rows.Select(row => row.Item2 ? row.Item1.ToString() : null)]);
            using RecordBatch batch = new(schema, [ints.Build(), reals.Build(), texts.Build(), exact], rows.Length);
            using RecordBatch slice = batch.Slice(from, length);
            FileStatistics statistics = new(schema, Nothing);
            statistics.Observe(slice);
            IReadOnlyList<ColumnStatistics> columns = statistics.Complete();

            var valids = rows.Skip(from).Take(length).Where(row => row.Item2).ToArray();
            columns.ShouldAllBe(column => column.NullCount == length - valids.Length);
            (columns[0].Min is null).ShouldBe(valids.Length == 0);
            if (valids.Length > 0)
            {
                columns[0].Min!.Value.Exact.ShouldBe(valids.Min(row => row.Item1));
                columns[0].Max!.Value.Exact.ShouldBe(valids.Max(row => row.Item1));
                columns[3].Min!.Value.Exact.ShouldBe((Int128)valids.Min(row => row.Item1) * 1000);
                columns[3].Max!.Value.Exact.ShouldBe((Int128)valids.Max(row => row.Item1) * 1000);
                bool hasNaN = valids.Any(row => double.IsNaN(row.Item3));
                (columns[1].Max is null).ShouldBe(hasNaN);
                if (!hasNaN)
                {
                    columns[1].Max!.Value.Real.ShouldBe(valids.Max(row => row.Item3));
                }

                string[] expected = [.. valids.Select(row => row.Item4.ToString()).Order(StringComparer.Ordinal)];
                System.Text.Encoding.UTF8.GetString(columns[2].Min!.Value.Text).ShouldBe(expected[0]);
                System.Text.Encoding.UTF8.GetString(columns[2].Max!.Value.Text).ShouldBe(expected[^1]);
            }
        });

    [Fact]
    public void Observe_EncodedText_HasTheBoundsOfThePlainText() => Columnar.EncodedTexts.Pairs.Sample((plain, encoded) =>
    {
        Schema schema = new([Field("t", ColumnType.String)], null);
        string?[] texts = [.. Enumerable.Range(0, plain.Length).Select(row => plain.GetString(row))];
        byte[][] ordered = [.. texts.OfType<string>().Select(System.Text.Encoding.UTF8.GetBytes).Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))];
        foreach (IArrowArray array in new IArrowArray[] { plain, encoded })
        {
            FileStatistics statistics = new(schema, Nothing);
            statistics.Observe(new RecordBatch(schema, [array], array.Length));
            ColumnStatistics column = statistics.Complete()[0];
            column.NullCount.ShouldBe(texts.Count(text => text is null));
            column.Min?.Text.ShouldBe(ordered[0]);
            column.Max?.Text.ShouldBe(ordered[^1]);
            (column.Min is null).ShouldBe(ordered.Length == 0);
        }
    });

    // Texts that share their first eight bytes, end within them, or end the buffer.
    [Fact]
    public void Observe_AnyText_HasTheSmallestAndLargestInTheOrderOfBytes() => Gen.String[Gen.Int[0, 3].Select(pick => "\0\u0001aé"[pick]), 0, 12].Array[1, 30].Array[1, 3].Sample(batches =>
    {
        Schema schema = new([Field("t", ColumnType.String)], null);
        FileStatistics statistics = new(schema, Nothing);
        foreach (string[] texts in batches)
        {
            statistics.Observe(new RecordBatch(schema, [new StringArray.Builder().AppendRange(texts).Build()], texts.Length));
        }

        byte[][] ordered = [.. batches.SelectMany(texts => texts).Select(System.Text.Encoding.UTF8.GetBytes).Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))];
        statistics.Complete()[0].Min!.Value.Text.ShouldBe(ordered[0]);
        statistics.Complete()[0].Max!.Value.Text.ShouldBe(ordered[^1]);
    });

    [Fact]
    public void Widen_AnySpan_EqualsTheScalarReference()
    {
        Gen.SByte.Array[0, 150].Sample(values => ShouldWidenAlike(values, sbyte.MaxValue, sbyte.MinValue));
        Gen.Long.Array[0, 60].Sample(values => ShouldWidenAlike(values, long.MaxValue, long.MinValue));
        Gen.Float.Where(value => !float.IsNaN(value)).Array[0, 60].Sample(values => ShouldWidenAlike(values, float.PositiveInfinity, float.NegativeInfinity));
    }

    [Fact]
    public void Observe_ASecondBatch_WidensTheBounds()
    {
        Schema schema = new([Field("i", ColumnType.Int64), Field("t", ColumnType.String)], null);
        FileStatistics statistics = new(schema, Nothing);
        foreach (long value in new long[] { 5, 3, 9 })
        {
            using RecordBatch batch = new(schema, [new Int64Array.Builder().Append(value).Build(), new StringArray.Builder().Append(value.ToString()).Build()], 1);
            statistics.Observe(batch);
        }

        statistics.ToJson().ShouldBe("""{"numRecords":3,"minValues":{"i":3,"t":"3"},"maxValues":{"i":9,"t":"9"},"nullCount":{"i":0,"t":0}}""");
    }

    [Fact]
    public void Observe_BatchOfAnotherShape_IsMisuse()
    {
        FileStatistics statistics = new(new Schema([Field("i", ColumnType.Int64)], null), Nothing);
        using RecordBatch other = new(new Schema([Field("i", ColumnType.Int32)], null), [new Int32Array.Builder().Append(1).Build()], 1);

        Should.Throw<ArgumentException>(() => statistics.Observe(other)).Message.ShouldContain("'i'");
        Should.Throw<ArgumentException>(() => new FileStatistics(new Schema([new Field("u", UInt32Type.Default, true)], null), Nothing)).Message.ShouldContain("'u'");
    }

    // A date and an instant that no calendar of four-digit years holds.
    [Fact]
    public void ToJson_BeyondTheCalendar_HasNoBound()
    {
        Schema schema = new([Field("day", ColumnType.Date), Field("at", ColumnType.Timestamp)], null);
        Int32Array days = new Int32Array.Builder().Append(10_000_000).Append(0).Build();
        Date32Array dates = new(new ArrayData(Date32Type.Default, 2, 0, 0, [ArrowBuffer.Empty, days.ValueBuffer]));
        using RecordBatch batch = new(schema, [dates, Micros(new TimestampType(TimeUnit.Microsecond, "UTC"), long.MinValue, 0)], 2);
        FileStatistics statistics = new(schema, Nothing);

        statistics.Observe(batch);

        statistics.ToJson().ShouldBe("""{"numRecords":2,"minValues":{"day":"1970-01-01"},"maxValues":{"at":"1970-01-01T00:00:00.000Z"},"nullCount":{"day":0,"at":0}}""");
    }

    private static void ShouldWidenAlike<T>(T[] values, T min, T max)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        (T low, T high) = (min, max);
        (T expectedLow, T expectedHigh) = (min, max);
        Extrema.Widen(values, ref low, ref high);
        Extrema.WidenScalar(values, ref expectedLow, ref expectedHigh);
        low.ShouldBe(expectedLow);
        high.ShouldBe(expectedHigh);
    }

    private static Field Field(string name, ColumnType type) => new(name, type.ToArrow(), true);

    private static Decimal128Array Decimals(int precision, int scale, params string?[] values)
    {
        Decimal128Array.Builder builder = new(new Decimal128Type(precision, scale));
        foreach (string? value in values)
        {
            _ = value is null ? builder.AppendNull() : builder.Append(System.Data.SqlTypes.SqlDecimal.Parse(value));
        }

        return builder.Build();
    }

    private static TimestampArray Micros(TimestampType type, params long?[] values)
    {
        Int64Array.Builder builder = new();
        foreach (long? value in values)
        {
            builder.Append(value);
        }

        return new TimestampArray(new ArrayData(type, values.Length, values.Count(value => value is null), 0, builder.Build().Data.Buffers));
    }
}
