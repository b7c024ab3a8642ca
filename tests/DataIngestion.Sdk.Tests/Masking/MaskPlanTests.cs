using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

public sealed class MaskPlanTests
{
    private static readonly MaskKey Key = MaskKey.FromBytes("k1", Enumerable.Repeat((byte)0x0b, 20).ToArray());

    // RFC 4231, test case 1: key 20 times 0x0b, data "Hi There".
    private const string Rfc4231Case1 = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";

    [Fact]
    public void Hash_Rfc4231Vectors_Agree()
    {
        Masked(m => m.Hash("x", Key), ColumnType.String, Batches.Strings("Hi There", null)).ShouldBe([Rfc4231Case1, null]);
        Plan(m => m.Hash("x", Key), ColumnType.String).MaskText("x", "Hi There").ShouldBe(Rfc4231Case1);

        // Test case 6: a key longer than a block.
        MaskKey longKey = MaskKey.FromBytes("k6", Enumerable.Repeat((byte)0xaa, 131).ToArray());
        Masked(m => m.Hash("x", longKey), ColumnType.String, Batches.Strings("Test Using Larger Than Block-Size Key - Hash Key First"))
            .ShouldBe(["60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"]);
    }

    [Fact]
    public void Hash_EveryType_IsThatOfItsText()
    {
        RecordBatch batch = TakeTests.EveryType(5).Slice(3, 40);
        (string Name, ColumnType Type)[] columns = [.. batch.Schema.FieldsList.Select(field => (field.Name, field.Name switch
        {
            "decimal" => ColumnType.Decimal(20, 3),
            "complete" => ColumnType.Int64,
            string kind => ColumnType.Parse(kind),
        }))];
        MaskBuilder builder = new();
        foreach ((string name, _) in columns)
        {
            builder.Hash(name, Key);
        }

        MaskPlan plan = MaskPlan.Build(builder, new DataContract([.. columns.Select(column => new ColumnContract(column.Name, column.Type))]));
        RecordBatch masked = plan.Apply(batch);
        foreach ((string name, _) in columns)
        {
            Batches.Texts(masked.Column(name)).ShouldBe(Batches.Texts(batch.Column(name)).Select(text => plan.MaskText(name, text)), customMessage: name);
        }
    }

    [Fact]
    public void Redact_AnyType_BecomesTheText() =>
        Masked(m => m.Redact("x", "–"), ColumnType.Int64, ArrowArrayFactory.Slice(Batches.Int64(0, 1, null), 1, 2)).ShouldBe(["–", null]);

    [Fact]
    public void Zip3_TextAndNumbers_KeepsThreeDigitsAndCountsTheRest()
    {
        Masked(m => m.Zip3("x"), ColumnType.String, Batches.Strings("02138-1234", "021", "02", "A2138", null)).ShouldBe(["021", "021", null, null, null]);
        MaskPlan plan = Plan(m => m.Zip3("x"), ColumnType.Int32);
        Batches.Texts(plan.Apply(Batches.Of(("x", Batches.Int32(2138, 99501, 601, -2138, 123456, null)))).Column(0)).ShouldBe(["021", "995", "006", null, null, null]);
        plan.Counts.ShouldBe([new ColumnCount("x", "zip without three leading digits", 2)]);
    }

    [Fact]
    public void Truncate_ScalarValues_AreNeverSplit() =>
        Masked(m => m.Truncate("x", 2), ColumnType.String, Batches.Strings("äöü", "😀😀😀", "a", "", null)).ShouldBe(["äö", "😀😀", "a", "", null]);

    [Fact]
    public void Bucket_Numbers_RoundDown()
    {
        Masked(m => m.Bucket("x", 10), ColumnType.Int64, Batches.Int64(19, 20, -1, -10, null, long.MaxValue)).ShouldBe(["10", "20", "-10", "-10", null, "9223372036854775800"]);
        Masked(m => m.Bucket("x", 2.5), ColumnType.Float64, Batches.Float64(4.9, 5, -0.1, double.NaN, null)).ShouldBe(["2.5", "5", "-2.5", "NaN", null]);
        Masked(m => m.Bucket("x", 1e-10), ColumnType.Float64, Batches.Float64(1e300, double.PositiveInfinity)).ShouldBe([null, "Infinity"]);
        Masked(m => m.Bucket("x", 0.25), ColumnType.Decimal(5, 2), Batches.Decimals(5, 2, 1.49m, 1.50m, -0.01m)).ShouldBe(["1.25", "1.50", "-0.25"]);
        Masked(m => m.Bucket("x", 100), ColumnType.Decimal(5, 2), Batches.Decimals(5, 2, -999.99m)).ShouldBe(["-1000.00"]);
    }

    [Fact]
    public void Bucket_BelowTheSmallestInteger_IsMissingAndCounted()
    {
        MaskPlan plan = Plan(m => m.Bucket("x", 10), ColumnType.Int64);
        Batches.Texts(plan.Apply(Batches.Of(("x", Batches.Int64(long.MinValue)))).Column(0)).ShouldBe([null]);
        plan.Counts.ShouldBe([new ColumnCount("x", "bucket out of range", 1)]);
    }

    [Fact]
    public void BucketToMonthAndYear_DatesAndTimes_AreTheFirstInstant()
    {
        DateTimeOffset time = new(1969, 7, 20, 20, 17, 40, TimeSpan.Zero);
        Masked(m => m.BucketToMonth("x"), ColumnType.Date, Batches.Dates(new DateOnly(2016, 2, 29), null)).ShouldBe(["2016-02-01", null]);
        Masked(m => m.BucketToYear("x"), ColumnType.Date, Batches.Dates(new DateOnly(2016, 2, 29))).ShouldBe(["2016-01-01"]);
        Masked(m => m.BucketToMonth("x"), ColumnType.Timestamp, Batches.Times(true, time)).ShouldBe(["1969-07-01T00:00:00Z"]);
        Masked(m => m.BucketToYear("x"), ColumnType.TimestampWithoutZone, Batches.Times(false, time)).ShouldBe(["1969-01-01T00:00:00"]);
    }

    [Fact]
    public void Apply_MixedColumns_FollowsTheOutputSchemaAndOutlivesItsInput()
    {
        DataContract contract = new(
        [
            new("id", ColumnType.Int64) { Required = true },
            new("name", ColumnType.String) { Required = true },
            new("zip", ColumnType.Int32) { Required = true },
            new("note", ColumnType.String),
        ]) { PrimaryKey = ["id"] };
        MaskPlan plan = MaskPlan.Build(new MaskBuilder().Hash("id", Key).Drop("name").Zip3("zip"), contract);
        plan.Output.Select(column => (column.Name, column.Type, column.Required)).ShouldBe(
            [("id", ColumnType.String, true), ("zip", ColumnType.String, false), ("note", ColumnType.String, false)]);
        plan.OutputSchema.FieldsList.Select(field => field.IsNullable).ShouldBe([false, true, true]);
        plan.Masked.ShouldBe(["id", "name", "zip"], ignoreOrder: true);
        plan.Withheld.ShouldBe(["id", "name"], ignoreOrder: true);
        plan.Describe().ShouldBe(new Dictionary<string, string> { ["id"] = "hash(key k1)", ["name"] = "drop", ["zip"] = "zip3" }, ignoreOrder: true);

        RecordBatch input = Batches.Of(("id", Batches.Int64(0, 1)), ("name", Batches.Strings("?", "Ann")), ("zip", Batches.Int32(0, 2138)), ("note", Batches.Strings("?", "kept")));
        RecordBatch slice = input.SliceShared(1, 1);
        RecordBatch output = plan.Apply(slice);
        slice.Dispose();
        input.Dispose();
        output.Length.ShouldBe(1);
        Batches.Texts(output.Column("zip")).ShouldBe(["021"]);
        Batches.Texts(output.Column("note")).ShouldBe(["kept"]);
        output.Dispose();
    }

    [Fact]
    public void MaskText_EachMask_ShowsNothing()
    {
        MaskPlan plan = MaskPlan.Build(
            new MaskBuilder().Drop("a").Truncate("b", 3),
            new DataContract([new("a", ColumnType.String), new("b", ColumnType.String), new("c", ColumnType.String)]));
        plan.MaskText("a", "secret").ShouldBeNull();
        plan.MaskText("b", "secret").ShouldBe("[redacted]");
        plan.MaskText("B", "secret").ShouldBe("[redacted]");
        plan.MaskText("c", "open").ShouldBe("open");
        plan.MaskText("b", null).ShouldBeNull();
    }

    [Fact]
    public void Build_FaultyPlans_NameTheColumn()
    {
        Should.Throw<ArgumentException>(() => Plan(m => m.Drop("y"), ColumnType.String)).Message.ShouldContain("'y'");
        Should.Throw<ArgumentException>(() => Plan(m => m.Zip3("x"), ColumnType.Float64)).Message.ShouldContain("float64");
        Should.Throw<ArgumentException>(() => Plan(m => m.Truncate("x", 1), ColumnType.Int64)).Message.ShouldContain("'x'");
        Should.Throw<ArgumentException>(() => Plan(m => m.Bucket("x", 0.5), ColumnType.Int64)).Message.ShouldContain("bucket(0.5)");
        Should.Throw<ArgumentException>(() => Plan(m => m.Bucket("x", 0.125), ColumnType.Decimal(9, 2)));
        Should.Throw<ArgumentException>(() => Plan(m => m.BucketToYear("x"), ColumnType.Int64));
        Should.Throw<ArgumentException>(() => new MaskBuilder().Drop("x").Redact("x")).Message.ShouldContain("'x'");
        DataContract keyed = new([new("x", ColumnType.Int64)]) { PrimaryKey = ["x"] };
        Should.Throw<ArgumentException>(() => MaskPlan.Build(new MaskBuilder().Bucket("x", 10), keyed)).Message.ShouldContain("keys are compared as they are published");
        MaskPlan.Build(new MaskBuilder().Hash("x", Key), keyed).Masked.ShouldBe(["x"]);
    }

    private static MaskPlan Plan(Action<MaskBuilder> masks, ColumnType type)
    {
        MaskBuilder builder = new();
        masks(builder);
        return MaskPlan.Build(builder, new DataContract([new("x", type)]));
    }

    private static IReadOnlyList<string?> Masked(Action<MaskBuilder> masks, ColumnType type, IArrowArray array)
    {
        MaskPlan plan = Plan(masks, type);
        RecordBatch output = plan.Apply(Batches.Of(("x", array)));
        EncodedCells.Logical(output.Column(0).Data.DataType).TypeId.ShouldBe(plan.OutputSchema.GetFieldByIndex(0).DataType.TypeId);
        return Batches.Texts(output.Column(0));
    }
}
