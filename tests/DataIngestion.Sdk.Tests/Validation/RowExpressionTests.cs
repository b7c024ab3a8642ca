using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class RowExpressionTests
{
    [Fact]
    public void Row_SumRule_NamesTheRowsWhereItDoesNotHold() =>
        Failing(v => v.Row(r => r["total"] == r["injury"] + r["property"] + r["vehicle"])).ShouldBe([1]);

    [Theory]
    [InlineData("and")]
    [InlineData("or")]
    [InlineData("not")]
    public void Row_ThreeValuedLogic_FollowsSql(string word)
    {
        // a: true, false, unknown in turn; b the same within each.
        RecordBatch batch = Batches.Of(
            ("a", Batches.Booleans(true, true, true, false, false, false, null, null, null)), ("b", Batches.Booleans(true, false, null, true, false, null, true, false, null)));
        (int[] Failing, int[] Passing) expected = word switch
        {
            "and" => ([1, 3, 4, 5, 7], [0]),
            "or" => ([4], [0, 1, 2, 3, 6]),
            _ => ([0, 1, 2], [3, 4, 5]),
        };
        RowExpression made = Make(r => word switch { "and" => r["a"] & r["b"], "or" => r["a"] | r["b"], _ => !r["a"] });
        Failing(v => v.Row(_ => made), batch).ShouldBe(expected.Failing);
        List<int> chosen = [];
        made.Bind(batch.Schema).Choose(batch, chosen);
        chosen.ShouldBe(expected.Passing);
    }

    [Fact]
    public void Row_KindsOfValues_Compare()
    {
        RecordBatch batch = Batches.Of(
            ("state", Batches.Strings("OH", "IN", null)), ("age", Batches.Int32(17, 18, 30)), ("premium", Batches.Float64(1.5, 2, null)),
            ("price", Batches.Decimals(10, 2, 1.50m, 2.25m, 3m)), ("day", Batches.Dates(new DateOnly(2015, 1, 1), new DateOnly(2015, 2, 1), null)));
        Failing(v => v.Row(r => r["state"].In("OH", "IL")), batch).ShouldBe([1]);
        Failing(v => v.Row(r => r["age"] >= 18), batch).ShouldBe([0]);
        Failing(v => v.Row(r => r["premium"] * 2 > r["age"] / 6), batch).ShouldBe([]);
        Failing(v => v.Row(r => r["price"] <= 2.25), batch).ShouldBe([2]);
        Failing(v => v.Row(r => r["day"] < new DateOnly(2015, 1, 15)), batch).ShouldBe([1]);
        Failing(v => v.Row(r => !r["state"].IsMissing()), batch).ShouldBe([2]);
        Failing(v => v.Row(r => r["state"] != "OH"), batch).ShouldBe([0]);
    }

    [Fact]
    public void Where_Formula_RestrictsTheRule()
    {
        ValidationBuilder builder = new();
        builder.Range("injury", 100, null).Where(r => r["total"] > 100);
        builder.Rules[0].Name.ShouldBe("range(injury, 100, …) where (total > 100)");
    }

    [Fact]
    public void Row_OverflowAndMisuse_AreFaultsAndNoWrap()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Int64(long.MaxValue)), ("t", Batches.Strings("x")));
        Should.Throw<RuleException>(() => Failing(v => v.Row(r => r["a"] + 1 > 0), batch)).Message.ShouldContain("64-bit");
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["a"] == r["t"]), batch)).Message.ShouldContain("cannot be compared");
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["a"] + 1), batch)).Message.ShouldContain("no condition");
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["t"] + 1 > 0), batch)).Message.ShouldContain("no number");
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["b"] > 0), batch)).Message.ShouldContain("'b'");
    }

    [Fact]
    public void Row_SlicedBatch_IsReadFromItsOffset()
    {
        RecordBatch batch = Batches.Of(("a", ArrowArrayFactory.Slice(Batches.Int64(9, 1, null, 3), 1, 3)), ("b", Batches.Int64(1, 2, 2)));
        Failing(v => v.Row(r => r["a"] == r["b"]), batch).ShouldBe([2]);
    }

    private static RowExpression Make(Func<RowColumns, RowExpression> formula)
    {
        RowExpression? made = null;
        new ValidationBuilder().Row(r => made = formula(r));
        return made!;
    }

    private static IReadOnlyList<int> Failing(Action<ValidationBuilder> rule) => Failing(rule, Batches.Of(
        ("total", Batches.Int64(60, 61, null)), ("injury", Batches.Int64(10, 10, 1)), ("property", Batches.Int64(20, 20, 1)), ("vehicle", Batches.Int64(30, 30, 1))));

    private static IReadOnlyList<int> Failing(Action<ValidationBuilder> rule, RecordBatch batch)
    {
        RowFailures failures = new();
        Checks.Validator(rule).Begin(new ValidationContext(batch.Schema)).Observe(batch, failures);
        return failures.Rows;
    }
}
