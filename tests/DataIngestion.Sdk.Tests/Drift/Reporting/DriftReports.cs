using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataIngestion.Tests.Drift;

internal static class DriftReports
{
    private static readonly JsonSerializerOptions Everything = new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Compares all fields at any depth through the reflection-based serialiser, which has nothing in common with the code under test.</summary>
    public static void ShouldBeTheSameAs(this DriftReport actual, DriftReport expected) =>
        JsonSerializer.Serialize(actual, Everything).ShouldBe(JsonSerializer.Serialize(expected, Everything));

    /// <summary>A report in which every field has a value of its own.</summary>
    public static DriftReport Full() => new(11, true,
    [
        Result("age", DriftKind.Covariate, 0.31, 1e-300) with
        {
            Statistic = new(0.31, 1e-301, 0.05, 0.32, 0.1, 900, 990, [new("[1, 2)", 3, 4)], "few rows") { Bounds = new(0.3, 0.33, 0.29, 0.34) { LowestPValue = 1e-302, HighestPValue = 1e-299 } },
        },
        new("age", DriftKind.Covariate, "population_stability_index", new(0.2, null, 0.1, 0.2, 0.1, 900, 990, []), null, true),
        Result("claim", DriftKind.Prior, 0.01, 0.9) with { Drifted = false },
        Result("zip", DriftKind.Covariate, 0.02, 0.8) with { Drifted = false, IsUndecided = true },
    ],
    "Not compared, only in the delivery: broker.")
    {
        Name = "policies",
        At = new(2026, 8, 31, 6, 30, 0, TimeSpan.FromHours(2)),
        Correction = "holm",
        Columns =
        [
            new("age", "float64", new(1_000, 100) { NotFinite = 2, Mean = 0.1 + 0.2, StandardDeviation = 3, Minimum = -1e-300, Maximum = double.MaxValue }, new(1_000, 10))
            {
                IsEstimated = true,
                Numeric = new([0, 1, 2], [0.25, 0.75], [0.5, 0.5], [new(0.5, 1, 1.5)]),
            },
            new("claim", "string", new(1_000, 0), new(1_000, 0))
            {
                Categorical = new([new("yes", 5, 6)], 7, 8) { New = new(2, 3, [new("maybe", 0, 3)]), Vanished = new(0, 0, []) },
            },
            new("zip", "string", new(1_000, 0), new(1_000, 0)) { Categorical = new([], 7, 8) },
            new("ssn", "string", new(1_000, 5), new(1_000, 6)) { IsMasked = true },
        ],
        Concept =
        [
            new("age", "share of claim = yes", [new("[1, 2)", 10, 11, 0.1, null)], 0.05, 0.06)
            {
                Drifted = true,
                Results = [Result("age", DriftKind.Concept, 41, 1e-9)],
                Note = "rises",
            },
        ],
        Past = [new("10", new(2026, 8, 24, 6, 30, 0, TimeSpan.Zero), [new("age", "kolmogorov_smirnov", 0.02)])],
    };

    public static DriftResult Result(string column, DriftKind kind, double statistic, double p) =>
        new(column, kind, "kolmogorov_smirnov", new(statistic, p / 2, 0.05, statistic, 0.1, 900, 990, []), p, true);
}
