using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
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
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["a"] + 1), batch)).Message.ShouldContain("no condition, but a number");
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["t"] + 1 > 0), batch)).Message.ShouldContain("no number");
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["b"] > 0), batch)).Message.ShouldContain("'b'");
    }

    [Fact]
    public void Row_SlicedBatch_IsReadFromItsOffset()
    {
        RecordBatch batch = Batches.Of(("a", ArrowArrayFactory.Slice(Batches.Int64(9, 1, null, 3), 1, 3)), ("b", Batches.Int64(1, 2, 2)));
        Failing(v => v.Row(r => r["a"] == r["b"]), batch).ShouldBe([2]);
    }

    [Fact]
    public void Row_DatesAndTimestampsOfAnyUnit_CompareAsMoments()
    {
        DateTimeOffset noon = new(2015, 1, 15, 12, 0, 0, TimeSpan.Zero);
        RecordBatch batch = Batches.Of(
            ("day", Batches.Dates(new DateOnly(2015, 1, 15), new DateOnly(2015, 1, 16), new DateOnly(1969, 12, 31))),
            ("micro", Moments(TimeUnit.Microsecond, noon, noon, noon)),
            ("second", Moments(TimeUnit.Second, noon, noon, noon)),
            ("nano", Moments(TimeUnit.Nanosecond, noon, noon.AddTicks(1), noon)));
        Failing(v => v.Row(r => r["day"] < r["micro"]), batch).ShouldBe([1]);
        Failing(v => v.Row(r => r["micro"] >= new DateOnly(2015, 1, 15)), batch).ShouldBe([]);
        Failing(v => v.Row(r => r["micro"] < new DateOnly(2015, 1, 15)), batch).ShouldBe([0, 1, 2]);
        Failing(v => v.Row(r => r["micro"] == r["second"]), batch).ShouldBe([]);
        Failing(v => v.Row(r => r["nano"] == r["second"]), batch).ShouldBe([1]);
        Failing(v => v.Row(r => r["nano"] > noon), batch).ShouldBe([0, 2]);
        Failing(v => v.Row(r => r["day"] == new DateOnly(1969, 12, 31)), batch).ShouldBe([0, 1]);
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["day"] > 5), batch)).Message.ShouldContain("a date and the other is a number");
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["day"] > "2015-01-01"), batch)).Message.ShouldContain("text");
    }

    [Fact]
    public void Row_Decimals_AreExactAtAnyScaleAndWidth()
    {
        RecordBatch batch = Batches.Of(
            ("price", Batches.Decimals(10, 2, 0.10m, 0.30m, null)), ("rate", Batches.Decimals(6, 4, 0.2000m, 0.0001m, 1m)),
            ("total", Batches.Decimals(38, 6, 0.300000m, 0.300100m, 1m)), ("count", Batches.Int64(3, 1, 1)), ("share", Batches.Float64(0.1, 0.3, 1)));

        // As doubles 0.1 + 0.2 is 0.30000000000000004.
        Failing(v => v.Row(r => r["price"] + r["rate"] == r["total"]), batch).ShouldBe([]);
        Failing(v => v.Row(r => r["price"] * r["count"] == 0.3), batch).ShouldBe([]);
        Failing(v => v.Row(r => r["price"] == r["share"]), batch).ShouldBe([]);
        Failing(v => v.Row(r => r["total"] - r["rate"] > 0.1m), batch).ShouldBe([0, 2]);
        Failing(v => v.Row(r => r["price"] % 0.2 == 0.1), batch).ShouldBe([]);
        RecordBatch large = Batches.Of(("a", Batches.Decimals(18, 2, 9_999_999_999_999_999.99m)), ("b", Batches.Int64(long.MaxValue)), ("c", Batches.Decimals(38, 0, 79_228_162_514_264_337_593_543_950_335m)));
        Failing(v => v.Row(r => r["a"] + r["a"] + r["a"] + r["a"] + r["a"] + r["a"] + r["a"] + r["a"] + r["a"] + r["a"] == 99_999_999_999_999_999.90m), large).ShouldBe([]);
        Failing(v => v.Row(r => r["b"] > 9_223_372_036_854_775_806.5m), large).ShouldBe([]);
        Should.Throw<RuleException>(() => Failing(v => v.Row(r => r["c"] * r["c"] > 0), large)).Message.ShouldContain("128-bit");
    }

    [Fact]
    public void Row_NotANumber_EqualsNothingAndIsNotMissing()
    {
        RecordBatch batch = Batches.Of(("x", Batches.Float64(double.NaN, 1, double.PositiveInfinity, null)));
        Failing(v => v.Row(r => r["x"] == r["x"]), batch).ShouldBe([0]);
        Failing(v => v.Row(r => r["x"] != 1), batch).ShouldBe([1]);
        Failing(v => v.Row(r => r["x"] < 2 | r["x"] >= 2), batch).ShouldBe([0]);
        Failing(v => v.Row(r => r["x"].IsPresent()), batch).ShouldBe([3]);
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["x"] > double.NaN), batch));
    }

    [Fact]
    public void Row_OverflowOfMissingRows_IsNone()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Int64(long.MaxValue, 1)), ("b", Batches.Int64(null, 1)));
        Failing(v => v.Row(r => r["a"] + r["a"] * r["b"] > 2), batch).ShouldBe([1]);
        Should.Throw<RuleException>(() => Failing(v => v.Row(r => r["a"] % 0 == 1), batch)).Message.ShouldContain("divides by zero");
    }

    [Fact]
    public void Row_TextFunctionsAndOthers_Work()
    {
        RecordBatch batch = Batches.Of(
            ("name", Batches.Strings("Ada", "Äda", null, "")), ("n", Batches.Int64(-3, long.MinValue, null, 7)), ("flag", Batches.Booleans(true, false, null, true)));
        Failing(v => v.Row(r => r["name"].Length() == 3), batch).ShouldBe([3]);
        Failing(v => v.Row(r => r["name"].StartsWith("A") | r["name"].EndsWith("x")), batch).ShouldBe([1, 3]);
        Failing(v => v.Row(r => r["name"].Contains("da")), batch).ShouldBe([3]);
        Failing(v => v.Row(r => r["name"].Matches("^[A-Z]")), batch).ShouldBe([1, 3]);
        Failing(v => v.Row(r => r["n"].Abs() > 5), batch).ShouldBe([0]);
        Failing(v => v.Row(r => r["n"].Coalesce(0) == 0), batch).ShouldBe([0, 1, 3]);
        Failing(v => v.Row(r => r["n"].In(7, -3)), batch).ShouldBe([1]);
        Failing(v => v.Row(r => r["flag"] == true), batch).ShouldBe([1]);
        Failing(v => v.Row(r => -r["n"] == 3), Batches.Of(("n", Batches.Int64(-3, 3, null)))).ShouldBe([1]);
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["flag"] < true), batch));
        Should.Throw<ArgumentException>(() => Failing(v => v.Row(r => r["n"].Length() > 1), batch)).Message.ShouldContain("no text");
    }

    [Theory]
    [InlineData("total == injury + property + vehicle", "(total == ((injury + property) + vehicle))")]
    [InlineData("age >= 18 and state in ('OH', 'IN') or not vip", "(((age >= 18) and (state in ('OH', 'IN'))) or (not vip))")]
    [InlineData("not x is missing AND y IS NOT NULL", "((not (x is missing)) and (y is not missing))")]
    [InlineData("`a b` = \"c`d\" and e <> 'it''s'", "((`a b` == `c``d`) and (e != 'it''s'))")]
    [InlineData("a - b - c * -2 / 4.50 % d", "((a - b) - (((c * -2) / 4.5) % d))")]
    [InlineData("day >= date '2015-01-31' and at < timestamp '2015-01-31T12:00:00.25+01:00'", "((day >= date '2015-01-31') and (at < timestamp '2015-01-31T11:00:00.25Z'))")]
    [InlineData("matches(name, '^a') or length(name) > 3 or coalesce(x, 0) = abs(-y)", "((matches(name, '^a') or (length(name) > 3)) or (coalesce(x, 0) == abs((0 - y))))")]
    [InlineData("x not in (1, 2.5, 1e30)", "(not (x in (1, 2.5, 1e30)))")]
    [InlineData("((x)) == true", "(x == true)")]
    public void Parse_Formula_IsReadByTheGrammar(string formula, string canonical)
    {
        RowExpression parsed = RowExpression.Parse(formula);
        parsed.Text.ShouldBe(canonical);
        RowExpression.Parse(parsed.Text).Text.ShouldBe(canonical);
    }

    [Theory]
    [InlineData("a ==", "character 5", "the end")]
    [InlineData("a = 'x", "character 7", "a closing quote")]
    [InlineData("a # b", "character 3", "'# b'")]
    [InlineData("a b", "character 3", "an operator or the end")]
    [InlineData("(a == 1", "character 8", "')'")]
    [InlineData("day > date '31.1.2015'", "character 12", "a date such as")]
    [InlineData("a is 5", "character 6", "missing")]
    [InlineData("coalesce(a)", "character 12", "two values")]
    [InlineData("contains(a, b)", "character 13", "a text in quotes")]
    [InlineData("", "character 1", "a column, a value")]
    public void Parse_NoFormula_NamesThePlaceAndWhatWasExpected(string formula, string place, string expected)
    {
        FormatException fault = Should.Throw<FormatException>(() => RowExpression.Parse(formula));
        fault.Message.ShouldContain(place);
        fault.Message.ShouldContain(expected);
    }

    [Fact]
    public void Parse_ManyBracketsInsideEachOther_AreRefusedAndNotFollowed() =>
        Should.Throw<FormatException>(() => RowExpression.Parse(new string('(', 100_000))).Message.ShouldContain("200");

    [Fact]
    public void Parse_TextOfAnyFormula_GivesTheSameFormulaAndVerdicts()
    {
        RecordBatch batch = Batches.Of(
            ("a", Batches.Int64(1, -2, null, 7, 0)), ("b c", Batches.Decimals(12, 3, 1.5m, -2m, 0m, null, 7m)), ("and", Batches.Float64(1.5, double.NaN, 2, -0.0, null)));
        Formulas.Sample(made =>
        {
            RowExpression read = RowExpression.Parse(made.Text);
            read.Text.ShouldBe(made.Text);
            Verdicts(read, batch).ShouldBe(Verdicts(made, batch));
        }, iter: 2000, threads: 1);
    }

    private static Gen<RowExpression> Formulas => Gen.Recursive<RowExpression>((depth, inner) => depth > 4
        ? Comparisons
        : Gen.Frequency(
            (3, Comparisons),
            (1, Gen.Select(inner, inner, Gen.Bool, (x, y, both) => both ? x & y : x | y)),
            (1, inner.Select(x => !x))));

    private static Gen<RowExpression> Comparisons => Gen.Select(Numbers, Numbers, Gen.Int[0, 7], (x, y, kind) => kind switch
    {
        0 => x == y, 1 => x != y, 2 => x < y, 3 => x <= y, 4 => x > y, 5 => x >= y, 6 => x.IsMissing(), _ => x.In(y, 3, 0.25),
    });

    private static Gen<RowExpression> Numbers => Gen.Recursive<RowExpression>((depth, inner) => depth > 3
        ? Leaves
        : Gen.Frequency(
            (3, Leaves),
            (2, Gen.Select(inner, inner, Gen.Int[0, 3], (x, y, kind) => kind switch { 0 => x + y, 1 => x - y, 2 => x * y, _ => x / y })),
            (1, Gen.Select(inner, inner, Gen.Bool, (x, y, which) => which ? x.Coalesce(y) : x.Abs()))));

    private static Gen<RowExpression> Leaves => Gen.OneOf<RowExpression>(
        Gen.Int[0, 2].Select(at => Column(at == 0 ? "a" : at == 1 ? "b c" : "and")),
        Gen.Int[-20, 20].Select(value => (RowExpression)value),
        Gen.Int[-2000, 2000].Select(value => (RowExpression)(value / 100m)),
        Gen.Double[-1e40, 1e40].Select(value => (RowExpression)value));

    private static RowExpression Column(string name)
    {
        RowExpression? column = null;
        new ValidationBuilder().Row(r => (column = r[name]).IsMissing());
        return column!;
    }

    private static string Verdicts(RowExpression formula, RecordBatch batch)
    {
        try
        {
            RowFailures failures = new();
            Checks.Validator(v => v.Row(_ => formula)).Begin(new ValidationContext(batch.Schema)).Observe(batch, failures);
            List<int> chosen = [];
            formula.Bind(batch.Schema).Choose(batch, chosen);
            return $"{string.Join(',', failures.Rows)}; {string.Join(',', chosen)}";
        }
        catch (RuleException fault)
        {
            return fault.Message;
        }
    }

    private static TimestampArray Moments(TimeUnit unit, params DateTimeOffset[] moments)
    {
        TimestampArray.Builder builder = new(new TimestampType(unit, "UTC"));
        foreach (DateTimeOffset moment in moments)
        {
            builder.Append(moment);
        }

        return builder.Build();
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
