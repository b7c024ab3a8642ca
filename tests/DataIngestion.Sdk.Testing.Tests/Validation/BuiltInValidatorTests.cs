using Apache.Arrow;
using CustomValidator;

namespace DataIngestion.Validation;

// The failing rows of each case are found by looking at Checks.Rows.
public sealed class ValueConformance : ValidatorConformance
{
    protected override IEnumerable<ValidatorCase> Cases() =>
    [
        Checks.Row(v => v.NotNull("whole"), 2) with { JudgesMissing = true },
        Checks.Row(v => v.NotNull("text"), 2) with { JudgesMissing = true },
        Checks.Row(v => v.Null("whole"), 0, 1, 3, 4, 5) with { JudgesMissing = true },
        Checks.Row(v => v.Null("word"), 0, 2, 3, 4, 5) with { JudgesMissing = true },
        Checks.Row(v => v.OfType("whole", ColumnType.Int64)),
        Checks.Row(v => v.OfType("word", ColumnType.Int64, ColumnType.Date), 0, 2, 3, 4, 5),
        Checks.Row(v => v.Range("whole", 0, 12), 1, 3),
        Checks.Row(v => v.Range("small", 2, null), 0, 5),
        Checks.Row(v => v.Range("real", 0.5, 100.0, strictMinimum: true), 0, 1, 4),
        Checks.Row(v => v.Range("money", 4m, 20.01m, strictMaximum: true), 1, 2, 3),
        Checks.Row(v => v.Range("day", new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31)), 3, 4),
        Checks.Row(v => v.Range("at", Checks.Moment(0), Checks.Moment(60)), 1, 2),
        Checks.Row(v => v.Range("text", "a", "b"), 1, 3, 5),
        Checks.Row(v => v.OneOf("word", "alpha", "gamma"), 2, 4),
        Checks.Row(v => v.NotOneOf("word", "alpha", ""), 0, 4, 5),
        Checks.Row(v => v.OneOf("whole", 5, 12), 1, 3),
        Checks.Row(v => v.NotOneOf("small", 1L), 0, 5),
        Checks.Row(v => v.OneOf("real", 0.5, 7.25), 1, 4, 5),
        Checks.Row(v => v.OneOf("money", 5m, 0.1m), 1, 3),
        Checks.Row(v => v.OneOf("day", new DateOnly(2024, 1, 1)), 1, 3, 4),
        Checks.Row(v => v.OneOf("at", Checks.Moment(0)), 1, 2, 3),
        Checks.Row(v => v.OneOf("flag", true), 1, 5),
        Checks.Row(v => v.NotOneOf("flag", true), 0, 3, 4),
    ];
}

public sealed class TextConformance : ValidatorConformance
{
    protected override IEnumerable<ValidatorCase> Cases() =>
    [
        Checks.Row(v => v.Matches("word", "^[a-g]"), 4),
        Checks.Row(v => v.NotMatches("word", "a$"), 0, 2, 3, 5),
        Checks.Row(v => v.MatchesAny("word", ["^al", "^ga"]), 2, 4),
        Checks.Row(v => v.MatchesAll("word", ["^.", "a$"]), 4),
        Checks.Row(v => v.MatchesNone("word", ["^al", "^$"]), 0, 4, 5),
        Checks.Row(v => v.Like("word", "%a", "x%"), 4),
        Checks.Row(v => v.LikeAll("word", "%a", "%m%"), 0, 2, 4, 5),
        Checks.Row(v => v.NotLike("word", "al%"), 0, 5),
        Checks.Row(v => v.Length("word", 4, 5, strictMaximum: true), 0, 3, 4, 5),
        Checks.Row(v => v.DateFormat("text", "yyyy-MM-dd"), 0, 1, 4, 5),
        Checks.Row(v => v.DateParseable("text"), 0, 1, 4, 5),
        Checks.Row(v => v.Json("text"), 0, 1, 3, 4),
        Checks.Row(v => v.MatchesJsonSchema("text", """{ "type": "object" }"""), 0, 1, 3, 4),
    ];
}

public sealed class SeveralColumnsConformance : ValidatorConformance
{
    // Missing values in each place, and in both.
    private static readonly RecordBatch Pairs = Batches.Of(
        ("a", Batches.Int64(1, 2, null, 4, null, 6)),
        ("b", Batches.Int64(1, 3, 3, null, null, 5)),
        ("s", Batches.Strings("x", "x", null, "y", null, "z")),
        ("t", Batches.Strings("x", "y", "y", null, null, "z")));

    protected override IEnumerable<ValidatorCase> Cases() =>
    [
        Pair(v => v.PairEqual("a", "b"), 1, 5),
        Pair(v => v.PairEqual("s", "t"), 1),
        Pair(v => v.PairEqual("a", "b", MissingRows.PassWhenAllMissing), 1, 2, 3, 5),
        Pair(v => v.PairEqual("a", "b", MissingRows.Judge), 1, 2, 3, 5) with { JudgesMissing = true },
        Pair(v => v.PairGreater("a", "b"), 0, 1),
        Pair(v => v.PairGreater("a", "b", orEqual: true), 1),
        Pair(v => v.PairOneOf("s", "t", [("x", "x"), ("z", "z")]), 1),
        Pair(v => v.PairOneOf("s", "t", [("x", "x"), (null, "y")], MissingRows.PassWhenAllMissing), 1, 3, 5),
        Pair(v => v.SumEquals(["a", "b"], 2), 1, 5),
        Pair(v => v.UniqueWithinRow(["a", "b"]), 0),
        Pair(v => v.UniqueWithinRow(["s", "t"]), 0, 5),
        Pair(v => v.Row(r => r["a"] <= r["b"]), 5),
        Pair(v => v.Row(r => r["s"] == r["t"] | r["a"] > 1), []),
    ];

    private static ValidatorCase Pair(Action<ValidationBuilder> rule, params int[] failing) => ValidatorCase.ForRows(Checks.Of(rule), Pairs, failing);
}

public sealed class RowsBeforeConformance : ValidatorConformance
{
    private static readonly ReferenceKeys Known = ReferenceKeys.Of([Batches.Of(("key", Batches.Int64(5, 20)), ("name", Batches.Strings("alpha", "gamma")))], ["key"], "known");

    protected override IEnumerable<ValidatorCase> Cases() =>
    [
        Checks.Row(v => v.Unique("whole"), 5),
        Checks.Row(v => v.Unique("text"), 4),
        Checks.Row(v => v.Unique("word", "small"), 5),
        Checks.Row(v => v.Unique(["whole"], DuplicateRows.All), 0, 5),
        Checks.Row(v => v.Unique(["word"], DuplicateRows.All, MissingRows.Judge), 0, 5) with { JudgesMissing = true },
        Checks.Row(v => v.Increasing("small"), 5),
        Checks.Row(v => v.Increasing("word", strictly: true), 4),
        Checks.Row(v => v.Decreasing("whole"), 1, 4),
        Checks.Row(v => v.Decreasing("money", strictly: true), 1, 3, 5),
        Checks.Row(v => v.References(["whole"], Known), 3, 4),
        ValidatorCase.ForRows(Checks.Of(v => v.ZScore("x", 2)), Spread, 10),
        ValidatorCase.ForRows(Checks.Of(v => v.ZScore("x", 2.5, doubleSided: false)), Spread, 10),
    ];

    // The mean is 10 and the last is far from it.
    private static RecordBatch Spread => Batches.Of(("x", Batches.Float64(0, 0, 0, 0, 0, null, 1, -1, 0, 0, 100, 0)));
}

public sealed class FigureConformance : ValidatorConformance
{
    protected override IEnumerable<ValidatorCase> Cases() =>
    [
        Checks.Delivery(v => v.MinimumBetween("whole", -3, null), true),
        Checks.Delivery(v => v.MaximumBetween("whole", null, 19), false),
        Checks.Delivery(v => v.MeanBetween("small", 2.4, 2.4), true),
        Checks.Delivery(v => v.StandardDeviationBetween("money", 0, 5), false),
        Checks.Delivery(v => v.MedianBetween("whole", 5, 5), true),
        Checks.Delivery(v => v.SumBetween("money", 34.10, 34.10), true),
        Checks.Delivery(v => v.DistinctCountBetween("word", 4, 4), true),
        Checks.Delivery(v => v.DistinctShareBetween("text", 0.9, null), false),
        Checks.Delivery(v => v.MissingShareBetween("flag", null, 0.1), false),
        Checks.Delivery(v => v.QuantilesBetween("whole", [(0.5, 5, 5), (1, 20, 20)]), true),
        Checks.Delivery(v => v.DistinctValuesIn("word", "alpha", "beta"), false),
        Checks.Delivery(v => v.DistinctValuesContain("word", "alpha", "beta"), true),
        Checks.Delivery(v => v.DistinctValuesEqual("word", "alpha"), false),
        Checks.Delivery(v => v.MostCommonIn("word", ["alpha"]), true),
        Checks.Delivery(v => v.EarliestBetween("day", Checks.Moment(0), null), false),
        Checks.Delivery(v => v.LatestBetween("at", null, Checks.Moment(90)), true),
        Checks.Delivery(v => v.Freshness("at", TimeSpan.FromDays(1), new Clock()), true),
        Checks.Delivery(v => v.Freshness("day", TimeSpan.FromDays(1), new Clock()), true),
        Checks.Delivery(v => v.RowCount(1, 5), false),
        Checks.Delivery(v => v.RowCount(6), true),
        Checks.Delivery(v => v.HasColumns("whole", "absent"), false),
        Checks.Delivery(v => v.HasColumns(("whole", ColumnType.Int64), ("day", ColumnType.Date)), true),
        Checks.Delivery(v => v.ColumnsMatch(["whole", "small"], others: true), true),
        Checks.Delivery(v => v.ColumnsMatch(["small", "whole"], ordered: true, others: true), false),
        Checks.Delivery(v => v.ColumnCount(1, 3), false),
        Checks.Delivery(v => v.ChangeAtMost(Figure.Mean("small"), 0.1), true) with { Past = History(2.5) },
        Checks.Delivery(v => v.WithinDeviations(Figure.Mean("small"), 2), false) with { Past = History(10, 11, 12) },
    ];

    private static PastFigures[] History(params double[] means) =>
        [.. means.Select((mean, run) => new PastFigures($"run {run}", Checks.Moment(run), new Dictionary<string, double> { ["mean(small)"] = mean }))];

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2024, 3, 2, 0, 0, 0, TimeSpan.Zero);
    }
}

public sealed class LuhnConformance : ValidatorConformance
{
    protected override IEnumerable<ValidatorCase> Cases() =>
        [ValidatorCase.ForRows(() => new LuhnValidator("policy"), Batches.Of(("policy", Batches.Int64(79927398713, 79927398710, null, 18))), 1)];
}
