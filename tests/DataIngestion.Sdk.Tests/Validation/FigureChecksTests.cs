using System.Text.Json;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Figures of whole columns; expected values by hand or from numpy 1.24 (mean, std(ddof=1), quantile).</summary>
public sealed class FigureChecksTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public static TheoryData<string, double> Figures => new()
    {
        { "minimum", 1 }, { "maximum", 10 }, { "mean", 4 }, { "sum", 20 }, { "median", 3 }, { "standard_deviation", 3.4641016151377544 },
        { "distinct_count", 3 }, { "distinct_share", 0.6 }, { "missing_share", 1.0 / 6 },
    };

    [Theory]
    [MemberData(nameof(Figures))]
    public async Task Figure_OfAFewNumbers_IsObservedAndBounded(string figure, double expected)
    {
        Int64Array numbers = Batches.Int64(3, 1, null, 10, 3, 3);
        ValidationResult held = await Run(v => Add(v, figure, expected - 1e-9, expected + 1e-9), numbers);
        held.Passed.ShouldBeTrue(held.Message);
        held.Observed!.Value.GetDouble().ShouldBe(expected, 1e-12);
        (held.RowsChecked, held.RowsMissing).ShouldBe((6, 1));
        (await Run(v => Add(v, figure, expected + 0.1, null), numbers)).Passed.ShouldBeFalse();
        (await Run(v => Add(v, figure, null, expected - 0.1), numbers)).Passed.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public async Task Figure_ManyParts_EqualsOnePart(string figure, double expected)
    {
        expected.ShouldBeGreaterThan(0);
        Random random = new(3);
        Int64Array[] parts = [.. Enumerable.Range(0, 5).Select(_ => Batches.Int64([.. Enumerable.Range(0, 200).Select(_ => random.Next(9) == 0 ? (long?)null : random.Next(100))]))];
        Int64Array whole = Batches.Int64([.. parts.SelectMany(part => Enumerable.Range(0, part.Length).Select(part.GetValue))]);
        double one = (await Run(v => Add(v, figure, double.NegativeInfinity, null), whole)).Observed!.Value.GetDouble();
        (await Run(v => Add(v, figure, double.NegativeInfinity, null), parts)).Observed!.Value.GetDouble().ShouldBe(one, 1e-9);
    }

    [Theory]
    [InlineData(QuantileInterpolation.Linear, 2.25)]
    [InlineData(QuantileInterpolation.Lower, 2)]
    [InlineData(QuantileInterpolation.Higher, 3)]
    [InlineData(QuantileInterpolation.Nearest, 2)]
    [InlineData(QuantileInterpolation.Midpoint, 2.5)]
    public async Task Quantiles_BetweenRows_FollowNumpy(QuantileInterpolation interpolation, double expected) =>
        (await Run(v => v.QuantilesBetween("x", [(0.25, expected, expected)], interpolation), Batches.Float64(1, 2, 3, 4, 5, 6)))
            .Observed!.Value[0].GetDouble().ShouldBe(expected);

    [Fact]
    public async Task Figures_WithoutAnyValue_FailAndObserveNothing()
    {
        ValidationResult mean = await Run(v => v.MeanBetween("x", 0, 1), Batches.Float64(null, null));
        (mean.Passed, mean.Observed).ShouldBe((false, (JsonElement?)null));
        (await Run(v => v.MissingShareBetween("x", 1, 1), Batches.Float64(null, null))).Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task Sum_IntegersBeyondInt64AndFloatsThatCancel_LoseNothing()
    {
        (await Run(v => v.SumBetween("x", 1.8e19, 1.9e19), Batches.Int64(long.MaxValue, long.MaxValue))).Passed.ShouldBeTrue();
        (await Run(v => v.SumBetween("x", 2, 2), Batches.Float64(1, 1e100, 1, -1e100))).Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task DistinctValues_SetsOfEveryKind_AreCompared()
    {
        StringArray states = Batches.Strings("OH", "IN", null, "OH");
        (await Run(v => v.DistinctValuesIn("x", "OH", "IN", "IL"), states)).Passed.ShouldBeTrue();
        (await Run(v => v.DistinctValuesContain("x", "OH", "IL"), states)).Passed.ShouldBeFalse();
        (await Run(v => v.DistinctValuesEqual("x", "IN", "OH"), Batches.Encoded("OH", "IN", null, "OH"))).Passed.ShouldBeTrue();
        (await Run(v => v.DistinctValuesEqual("x", "1", "2.50"), Batches.Float64(2.5, 1, 1))).Passed.ShouldBeTrue();
        (await Run(v => v.MostCommonIn("x", ["OH"]), states)).Passed.ShouldBeTrue();
        (await Run(v => v.MostCommonIn("x", ["a"]), Batches.Strings("a", "b"))).Passed.ShouldBeFalse();
        (await Run(v => v.MostCommonIn("x", ["a"], tiesAllowed: true), Batches.Strings("a", "b"))).Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task KullbackLeibler_KnownWeights_IsTheRelativeEntropy()
    {
        // scipy.stats.entropy([0.5, 0.25, 0.25], [0.6, 0.2, 0.2])
        ValidationResult found = await Run(
            v => v.KullbackLeibler("x", Partition.OfValues(["a", "b", "c"], [0.6, 0.2, 0.2]), 0.03), Batches.Strings("a", "a", "b", "c"));
        found.Passed.ShouldBeTrue();
        found.Observed!.Value.GetProperty("divergence").GetDouble().ShouldBe(0.020410997260127586, 1e-12);
        (await Run(v => v.KullbackLeibler("x", Partition.OfValues(["a"], [1]), 5), Batches.Strings("a", "z"))).Passed.ShouldBeFalse();
    }

    [Fact]
    public async Task Columns_SetOrderAndNumber_AreCompared()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Int64(1)), ("b", Batches.Int64(1)));
        (await Run(v => v.ColumnsMatch(["b", "a"]), batch)).Passed.ShouldBeTrue();
        (await Run(v => v.ColumnsMatch(["b", "a"], ordered: true), batch)).Passed.ShouldBeFalse();
        (await Run(v => v.ColumnsMatch(["a"], others: true), batch)).Passed.ShouldBeTrue();
        (await Run(v => v.ColumnsMatch(["a", "c"]), batch)).Message.ShouldBe("The columns differ; missing: c; unexpected: b.");
        (await Run(v => v.ColumnCount(3), batch)).Passed.ShouldBeFalse();
    }

    [Fact]
    public async Task Freshness_NewestValue_IsComparedWithTheClock()
    {
        Date32Array dates = Batches.Dates(new DateOnly(2015, 1, 1), null, new DateOnly(2015, 3, 1));
        (await Run(v => v.Freshness("x", TimeSpan.FromDays(2), new At(new DateTimeOffset(2015, 3, 2, 0, 0, 0, TimeSpan.Zero))), dates)).Passed.ShouldBeTrue();
        (await Run(v => v.Freshness("x", TimeSpan.FromDays(2), new At(new DateTimeOffset(2015, 3, 4, 0, 0, 0, TimeSpan.Zero))), dates)).Passed.ShouldBeFalse();
        (await Run(v => v.EarliestBetween("x", new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero), null), dates)).Passed.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => Checks.Validator(v => v.Freshness("x", TimeSpan.FromDays(1))).Begin(new ValidationContext(Batches.Of(("x", Batches.Int64(1))).Schema)))
            .Message.ShouldContain("dates and timestamps");
    }

    [Fact]
    public void Builder_ContradictoryBounds_Throw()
    {
        Should.Throw<ArgumentException>(() => new ValidationBuilder().MeanBetween("x", 2, 1));
        Should.Throw<ArgumentException>(() => new ValidationBuilder().SumBetween("x", null, null));
        Should.Throw<ArgumentException>(() => new ValidationBuilder().QuantilesBetween("x", [(0.5, 2, 1)]));
        Should.Throw<ArgumentOutOfRangeException>(() => new ValidationBuilder().QuantilesBetween("x", [(1.5, 1, 2)]));
        Should.Throw<ArgumentException>(() => Partition.OfValues(["a"], [0.5])).Message.ShouldContain("sum to 1");
        Should.Throw<ArgumentException>(() => Partition.OfNumbers([0, 2, 1], [0.5, 0.5])).Message.ShouldContain("ascend");
    }

    private static ValidationBuilder Add(ValidationBuilder builder, string figure, double? minimum, double? maximum) => figure switch
    {
        "minimum" => builder.MinimumBetween("x", minimum, maximum),
        "maximum" => builder.MaximumBetween("x", minimum, maximum),
        "mean" => builder.MeanBetween("x", minimum, maximum),
        "sum" => builder.SumBetween("x", minimum, maximum),
        "median" => builder.MedianBetween("x", minimum, maximum),
        "standard_deviation" => builder.StandardDeviationBetween("x", minimum, maximum),
        "distinct_count" => builder.DistinctCountBetween("x", minimum, maximum),
        "distinct_share" => builder.DistinctShareBetween("x", minimum, maximum),
        _ => builder.MissingShareBetween("x", minimum, maximum),
    };

    private static Task<ValidationResult> Run(Action<ValidationBuilder> rule, params IArrowArray[] parts) =>
        Run(rule, [.. parts.Select(part => Batches.Of(("x", part)))]);

    private static async Task<ValidationResult> Run(Action<ValidationBuilder> rule, params RecordBatch[] parts)
    {
        ValidationBuilder builder = new();
        rule(builder);
        ValidationRun run = new(builder.Build(), parts[0].Schema, new ValidationRunOptions());
        foreach (RecordBatch part in parts)
        {
            ValidationRun fork = run.Fork();
            RowVerdicts verdicts = new();
            verdicts.Begin(part.Length);
            fork.Observe(part, "x", 1, verdicts);
            run.Merge(fork);
        }

        return (await run.CompleteAsync(Token))[0];
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
