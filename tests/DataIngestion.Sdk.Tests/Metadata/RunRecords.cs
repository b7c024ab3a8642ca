using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataIngestion.Metadata;

internal static class RunRecords
{
    private static readonly JsonSerializerOptions Everything = new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Compares all fields at any depth through the reflection-based serialiser, which has nothing in common with the code under test.</summary>
    public static void ShouldBeTheSameAs(this RunRecord actual, RunRecord expected) =>
        JsonSerializer.Serialize(actual, Everything).ShouldBe(JsonSerializer.Serialize(expected, Everything));

    /// <summary>A record in which every field has a value of its own.</summary>
    public static RunRecord Full(string runId = "20240501T101500-1", string table = "lake/claims", long? version = 7) =>
        new(runId, "claims", table, RunStatus.Published, Time(0), Time(90))
        {
            Version = version,
            Source = "folder in/claims",
            Delivery = "claims-2024-05.csv",
            PlanHash = "ab12",
            Partitions = [new("in/a.csv", "id-1", 1_234, new string('a', 64), 1_000, "raw/a"), new("in/b", "id-2", -1, null, 5, null)],
            Rows = new(1_005, 990, 10, 4, 1),
            Detected = new Dictionary<string, string> { ["delimiter"] = ";", ["encoding"] = "utf-8 \"Ω\"" },
            Contract = Contract,
            ColumnCounts = [new("zip", "marker ?", 3)],
            Metrics = new Dictionary<string, double> { ["mean(age)"] = 40.5, ["rows"] = 1_005 },
            Validation =
            [
                new("range(age, 16, 110)", ["age"], Severity.Error, FailureAction.Quarantine, false, 1_005, 10, "expected", [new("in/a.csv", 3, "age", "-1"), new("in/a.csv", 4, "ssn", null)]),
                new("row_count", [], Severity.Warning, FailureAction.Hold, true, 1_005, 0, "fine", []),
            ],
            Drift = new(
                6,
                true,
                [
                    new("age", DriftKind.Covariate, "kolmogorov_smirnov", new(0.25, 1e-300, 0.05, 0.25, 0.1, 900, 990, [], "few rows"), 2e-300, true),
                    new("fraud", DriftKind.Prior, "population_stability_index", new(0.1 + 0.2, null, 0.2, 0.3, 0, 900, 990, [new("Y", 10, 20), new("N", 890, 970)]), null, false),
                ],
                "note"),
            Files = [new("part-0.parquet", 4_000, new string('b', 64), 990)],
            QuarantineFiles = [new("q-0.parquet", 400, new string('c', 64), 10)],
            Profile = new("_profile/1.json", 99, new string('d', 64), 0),
            Reasons = ["released by ops", "ok"],
        };

    public static DateTimeOffset Time(int seconds) => new DateTimeOffset(2024, 5, 1, 10, 15, 0, TimeSpan.Zero).AddSeconds(seconds).AddTicks(1_234_567);

    private static DataContract Contract => new(
    [
        new("id", ColumnType.Int64) { Required = true },
        new("amount", ColumnType.Decimal(12, 2)) { DecimalSign = ',', MissingMarkers = ["?"], OnMismatch = MismatchPolicy.Quarantine },
        new("day", ColumnType.Date) { Formats = ["M/d/yyyy"] },
        new("flag", ColumnType.Boolean) { TrueValues = ["Y"], FalseValues = ["N"] },
    ])
    {
        PrimaryKey = ["id"],
        NewColumns = ColumnPolicy.Evolve,
        MissingColumns = ColumnPolicy.Ignore,
        ReorderedColumns = ColumnPolicy.Freeze,
        MalformedRows = MismatchPolicy.Null,
        DuplicateKeys = MismatchPolicy.Quarantine,
    };
}
