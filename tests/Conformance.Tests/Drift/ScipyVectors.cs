using System.Text.Json;

namespace DataIngestion.Conformance.Drift;

/// <summary>The cases and tables of <c>scipy_vectors.json</c>.</summary>
internal static class ScipyVectors
{
    private static readonly HashSet<string> Compared =
    [
        "name", "note", "kind", "x", "y", "n_x", "n_y", "n_x_finite", "n_y_finite", "levels", "ref_counts", "cur_counts", "ks_exact", "ks_asymp",
        "ks_auto", "psi_ref_deciles_eps1e-4", "chi2_contingency_no_yates", "chi2_contingency_yates_default", "psi_eps1e-4",
        "wasserstein", "energy_distance", "anderson_ksamp", "cramervonmises_exact", "cramervonmises_asymptotic", "g_test_no_yates", "fisher_exact",
        "js_distance_base2", "tvd", "hellinger",
    ];

    private const string NoSuchTest = "the SDK has no such test";
    private const string NoSuchDistance = "the SDK has no such distance";

    public static readonly Dictionary<string, string> NotCompared = new()
    {
        ["ks_less_asymp"] = "the SDK's test is two-sided",
        ["ks_greater_asymp"] = "the SDK's test is two-sided",
        ["epps_singleton"] = NoSuchTest,
        ["mannwhitneyu_auto"] = NoSuchTest,
        ["mannwhitneyu_asymptotic"] = NoSuchTest,
        ["hist_sturges_pooled"] = "the SDK bins at quantiles of the reference",
        ["evidently_0_4_40"] = "Evidently's own bins, scales and one-sample tests",
        ["js_distance_nats"] = "the same distance to another base",
        ["l_infinity"] = NoSuchDistance,
        ["psi_deepchecks_floor_0.01"] = "Deepchecks' floor is 0.01, the SDK's 0.0001",
    };

    private static readonly Lazy<JsonDocument> File = new(() =>
        JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(SharedData.Folder("DRIFT_VECTORS", "drift"), "scipy_vectors.json"))));

    private static string Missing => SharedData.MissingReason("DRIFT_VECTORS", "drift");

    private static bool IsThere => SharedData.Find("DRIFT_VECTORS", "drift") is not null;

    public static IEnumerable<TheoryDataRow<int, string>> Cases() => IsThere
        ? AllCases().Select((each, index) => new TheoryDataRow<int, string>(index, each.GetProperty("name").GetString()!))
        : [new TheoryDataRow<int, string>(0, "") { Skip = Missing }];

    public static IEnumerable<TheoryDataRow<string, int>> TableRows() => IsThere
        ? File.Value.RootElement.GetProperty("tables").EnumerateObject()
            .SelectMany(table => Enumerable.Range(0, table.Value.GetArrayLength()).Select(row => new TheoryDataRow<string, int>(table.Name, row)))
        : [new TheoryDataRow<string, int>("", 0) { Skip = Missing }];

    public static IEnumerable<(string Measure, int Cases)> OtherMeasures() => AllCases().SelectMany(each => each.EnumerateObject())
        .GroupBy(measure => measure.Name).Where(group => !Compared.Contains(group.Key)).Select(group => (group.Key, group.Count()));

    public static JsonElement Case(int index) => File.Value.RootElement.GetProperty("cases")[index];

    public static JsonElement Row(string table, int row) => File.Value.RootElement.GetProperty("tables").GetProperty(table)[row];

    public static IEnumerable<JsonElement> Table(string name) => File.Value.RootElement.GetProperty("tables").GetProperty(name).EnumerateArray();

    public static long[] Counts(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(count => count.GetInt64())];

    private static IEnumerable<JsonElement> AllCases() => File.Value.RootElement.GetProperty("cases").EnumerateArray();
}
