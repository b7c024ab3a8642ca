using Apache.Arrow;
using CsCheck;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class ColumnsOfRowTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly DateOnly Day = new(1969, 12, 31);

    // The rows whose first value is less than, equal to, greater than the second one.
    public static TheoryData<string, IArrowArray, IArrowArray, string> Comparable => new()
    {
        { "int64", Batches.Int64(1, 2, 3), Batches.Int64(2, 2, 2), "<=>" },
        { "int32 int64", Batches.Int32(int.MaxValue, -1), Batches.Int64(1L << 31, long.MinValue), "<>" },
        { "int64 decimal", Batches.Int64(1, 1, 1, long.MaxValue), Batches.Decimals(38, 10, 1.0000000001m, 1m, 0.9999999999m, 9223372036854775807m), "<=>=" },
        { "decimal scales", Batches.Decimals(38, 0, 79228162514264337593543950335m, -3m), Batches.Decimals(30, 20, 0.5m, -2.99999999999999999999m), "><" },
        { "int64 float64", Batches.Int64((1L << 53) + 1, 3, 2, 2, 5), Batches.Float64(1L << 53, 3.5, 2, double.NaN, double.NegativeInfinity), "><=!>" },
        { "float64 int64", Batches.Float64(9.3e18, -1e300, 0.5), Batches.Int64(long.MaxValue, long.MinValue, 0), "><>" },
        { "float64 decimal", Batches.Float64(0.1, 0.1, 0.30000000000000004), Batches.Decimals(10, 2, 0.10m, 0.11m, 0.30m), "=<>" },
        { "float32 decimal", Batches.Float32(0.1f, 0.1f), Batches.Decimals(10, 2, 0.10m, 0.09m), "=>" },
        { "float32 float64", Batches.Float32(0.1f, 0.5f), Batches.Float64(0.1, 0.5), ">=" },
        { "float64", Batches.Float64(double.NaN, double.NaN, -0.0, 1), Batches.Float64(double.NaN, 1, 0.0, double.PositiveInfinity), "=!=<" },
        { "text", Batches.Strings("Z", "a", "\uFFFD", "ab"), Batches.Strings("a", "a", "😀", "a"), "<=<>" },
        { "encoded text", Batches.Encoded("Z", "a", "ab"), Batches.Strings("a", "a", "a"), "<=>" },
        { "booleans", Batches.Booleans(true, false, true), Batches.Booleans(true, true, false), "=<>" },
        { "dates", Batches.Dates(Day, Day), Batches.Dates(Day, Day.AddDays(-1)), "=>" },
        { "date timestamp", Batches.Dates(Day, Day, Day), Batches.Times(true, Midnight(), Midnight().AddMicroseconds(1), Midnight().AddMicroseconds(-1)), "=<>" },
        { "timestamp date", Batches.Times(false, Midnight().AddMicroseconds(1)), Batches.Dates(Day), ">" },
        { "slices", Batches.Int64(9, 1, 2, 3).Slice(1, 3), Batches.Int32(8, 8, 2, 2, 2).Slice(2, 3), "<=>" },
    };

    public static TheoryData<IArrowArray, IArrowArray> NotComparable => new()
    {
        { Batches.Int64(1), Batches.Strings("1") },
        { Batches.Booleans(true), Batches.Int64(1) },
        { Batches.Times(true, Midnight()), Batches.Times(false, Midnight()) },
        { Batches.Dates(Day), Batches.Int32(-1) },
        { Batches.Binaries([1]), Batches.Binaries([1]) },
    };

    [Theory]
    [MemberData(nameof(Comparable))]
    public void Pair_EveryComparableType_FailsByTheExactOrder(string name, IArrowArray first, IArrowArray second, string order)
    {
        name.ShouldNotBeEmpty();
        Failing(v => v.PairEqual("a", "b"), first, second).ShouldBe(RowsOf(order, "<>!"));
        Failing(v => v.PairGreater("a", "b"), first, second).ShouldBe(RowsOf(order, "<=!"));
        Failing(v => v.PairGreater("a", "b", orEqual: true), first, second).ShouldBe(RowsOf(order, "<!"));
        Failing(v => v.PairGreater("b", "a", orEqual: true), first, second).ShouldBe(RowsOf(order, ">!"));
        Failing(v => v.UniqueWithinRow(["a", "b"]), first, second).ShouldBe(RowsOf(order, "="));
    }

    [Theory]
    [MemberData(nameof(NotComparable))]
    public void Begin_TypesThatDoNotCompare_NamesBothColumns(IArrowArray first, IArrowArray second)
    {
        string message = Should.Throw<ArgumentException>(() => Failing(v => v.PairEqual("a", "b"), first, second)).Message;
        message.ShouldContain("'a'");
        message.ShouldContain("'b'");
        Should.Throw<ArgumentException>(() => Failing(v => v.UniqueWithinRow(["a", "b"]), first, second));
    }

    [Fact]
    public void Compare_DecimalsOfAnyScale_IsTheOrderOfBigIntegers() => Gen.Long.Select(Gen.Int[0, 38], Gen.Long, Gen.Int[0, 38]).Sample((one, scale, other, otherScale) =>
    {
        Int128 left = (Int128)one * other;
        Int128 right = (Int128)other << 60;
        int expected = (left * System.Numerics.BigInteger.Pow(10, otherScale)).CompareTo(right * System.Numerics.BigInteger.Pow(10, scale));
        ((int)MixedComparison.Compare(left, scale, right, otherScale)).ShouldBe(Math.Sign(expected));
    }, iter: 2_000, threads: 1);

    // Rows: both there and equal, one missing, both missing.
    [Theory]
    [InlineData(MissingRows.PassWhenAnyMissing, new int[0], new int[] { 0 }, 2)]
    [InlineData(MissingRows.PassWhenAllMissing, new[] { 1 }, new[] { 0, 1 }, 1)]
    [InlineData(MissingRows.Judge, new[] { 1 }, new[] { 0, 1, 2 }, 0)]
    public async Task Pair_MissingValues_FollowThePolicy(MissingRows policy, int[] unequal, int[] notGreater, long notJudged)
    {
        IArrowArray first = Batches.Encoded("x", "x", null);
        IArrowArray second = Batches.Encoded("x", null, null);
        Failing(v => v.PairEqual("a", "b", policy), first, second).ShouldBe(unequal);
        Failing(v => v.PairGreater("a", "b", missing: policy), first, second).ShouldBe(notGreater);
        Failing(v => v.PairGreater("a", "b", orEqual: true, missing: policy), first, second).ShouldBe(unequal);
        RecordBatch batch = Batches.Of(("a", first), ("b", second));
        IValidation state = Checks.Validator(v => v.PairEqual("a", "b", policy)).Begin(new ValidationContext(batch.Schema));
        state.Observe(batch, new RowFailures());
        ValidationOutcome outcome = await state.CompleteAsync(Token);
        (outcome.RowsChecked, outcome.RowsFailed, outcome.RowsMissing).ShouldBe((3, unequal.Length, notJudged));
    }

    [Fact]
    public void UniqueWithinRow_MissingValues_FollowThePolicy()
    {
        // Nothing twice; one missing and a value twice; two missing; all missing; one missing and nothing twice.
        IArrowArray[] columns = [Batches.Int64(1, 1, null, null, null), Batches.Decimals(9, 1, 2m, 1.0m, null, null, 5m), Batches.Int32(3, null, 4, null, 6)];
        Failing(v => v.UniqueWithinRow(["a", "b", "c"]), columns).ShouldBe([]);
        Failing(v => v.UniqueWithinRow(["a", "b", "c"], MissingRows.PassWhenAllMissing), columns).ShouldBe([1, 2]);
        Failing(v => v.UniqueWithinRow(["a", "b", "c"], MissingRows.Judge), columns).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void SumEquals_IntegersAndDecimals_IsExact()
    {
        IArrowArray[] columns = [Batches.Int64(1, 1, null, null, 1L << 60), Batches.Decimals(20, 2, 0.10m, 0.11m, 1.10m, null, 0.1m)];
        Failing(v => v.SumEquals(["a", "b"], 1.1m), columns).ShouldBe([1, 4]);
        Failing(v => v.SumEquals(["a", "b"], 1.1m, MissingRows.PassWhenAllMissing), columns).ShouldBe([1, 4]);
        Failing(v => v.SumEquals(["a", "b"], 1.1m, MissingRows.Judge), columns).ShouldBe([1, 3, 4]);
        Failing(v => v.SumEquals(["a", "b"], 1.1001m), columns).ShouldBe([0, 1, 4]);
    }

    [Fact]
    public void SumEquals_SumsBeyond128Bits_AreExact()
    {
        decimal large = 79228162514264337593543950335m;
        IArrowArray[] columns = [Batches.Decimals(38, 0, large, large), Batches.Decimals(38, 30, 0.00000001m, 0m), Batches.Decimals(38, 0, -large, -large)];
        Failing(v => v.SumEquals(["a", "b", "c"], 0.00000001m), columns).ShouldBe([1]);
    }

    [Fact]
    public void SumEquals_Floats_ComparesWithinTheTolerance()
    {
        IArrowArray[] columns = [Batches.Float64(0.1, 0.5, double.NaN), Batches.Float64(0.2, -0.2, 0)];
        Failing(v => v.SumEquals(["a", "b"], 0.3m), columns).ShouldBe([0, 2]);
        Failing(v => v.SumEquals(["a", "b"], 0.3m, tolerance: 1e-9), columns).ShouldBe([2]);
    }

    [Fact]
    public void PairOneOf_EveryType_FailsOutsideThePairs()
    {
        (string?, string?)[] pairs = [("12", "a"), ("13", "b"), ("12", "")];
        Failing(v => v.PairOneOf("a", "b", pairs), Batches.Int32(12, 12, 13, 13, null), Batches.Strings("a", "b", "b", "", "a")).ShouldBe([1, 3]);
        Failing(v => v.PairOneOf("a", "b", pairs), Batches.Decimals(9, 2, 12m, 12.01m, 12m), Batches.Encoded("a", "a", "")).ShouldBe([1]);
        (string?, string?)[] typed = [("2024-12-31", "true"), ("2025-01-01", "false")];
        Failing(v => v.PairOneOf("a", "b", typed), Batches.Dates(new(2024, 12, 31), new(2024, 12, 31)), Batches.Booleans(true, false)).ShouldBe([1]);
        Failing(v => v.PairOneOf("a", "b", [("0.1", "1e3")]), Batches.Float32(0.1f, 0.2f), Batches.Float64(1000, 1000)).ShouldBe([1]);
    }

    [Fact]
    public void PairOneOf_MissingValues_FollowThePolicy()
    {
        IArrowArray first = Batches.Int64(1, 1, 2, null, null, null, 1);
        IArrowArray second = Batches.Strings("x", null, null, "x", "y", null, "y");
        (string?, string?)[] pairs = [("1", "x"), ("1", null), (null, "y")];
        Failing(v => v.PairOneOf("a", "b", pairs), first, second).ShouldBe([6]);
        Failing(v => v.PairOneOf("a", "b", pairs, MissingRows.PassWhenAllMissing), first, second).ShouldBe([2, 3, 6]);
        Failing(v => v.PairOneOf("a", "b", pairs, MissingRows.Judge), first, second).ShouldBe([2, 3, 5, 6]);
        Failing(v => v.PairOneOf("a", "b", [.. pairs, (null, null)], MissingRows.Judge), first, second).ShouldBe([2, 3, 6]);
        Failing(v => v.PairOneOf("a", "b", [("1", "x")], MissingRows.Judge), first, second).ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void PairOneOf_ValueThatDoesNotFit_NamesTheColumn() => Should
        .Throw<ArgumentException>(() => Failing(v => v.PairOneOf("a", "b", [("1", "x"), ("one", "y")]), Batches.Int32(1), Batches.Strings("x")))
        .Message.ShouldContain("pair 2 a value of the column 'a'");

    [Fact]
    public void Build_FaultyArguments_Throw()
    {
        ValidationBuilder builder = new();
        Should.Throw<ArgumentException>(() => builder.PairEqual("a", "a")).Message.ShouldContain("'a'");
        Should.Throw<ArgumentException>(() => builder.UniqueWithinRow(["a"]));
        Should.Throw<ArgumentException>(() => builder.PairOneOf("a", "b", []));
        Should.Throw<ArgumentException>(() => builder.SumEquals(["a", "a"], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => builder.SumEquals(["a"], 1, tolerance: double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => builder.PairEqual("a", "b", (MissingRows)7));
        Should.Throw<ArgumentException>(() => Failing(v => v.SumEquals(["a", "b"], 1), Batches.Strings("x"), Batches.Int64(1))).Message.ShouldContain("'a' of type string");
        Should.Throw<ArgumentException>(() => Failing(v => v.PairEqual("a", "c"), Batches.Int64(1), Batches.Int64(1))).Message.ShouldContain("'c'");
    }

    private static DateTimeOffset Midnight() => new(Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static int[] RowsOf(string order, string failing) => [.. order.Index().Where(row => failing.Contains(row.Item)).Select(row => row.Index)];

    private static IReadOnlyList<int> Failing(Action<ValidationBuilder> rule, params IArrowArray[] columns)
    {
        RecordBatch batch = Batches.Of([.. columns.Select((column, at) => (((char)('a' + at)).ToString(), column))]);
        RowFailures failures = new();
        Checks.Validator(rule).Begin(new ValidationContext(batch.Schema)).Observe(batch, failures);
        return failures.Rows;
    }
}
