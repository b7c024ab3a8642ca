using System.Globalization;
using System.Text.Json.Nodes;

namespace DataIngestion.Cli.Output;

/// <summary>A profile for a terminal and as JSON.</summary>
internal static class ProfileText
{
    private const int TopCategories = 3;
    private const int TopCategoriesInJson = 20;

    private static readonly string[] Header = ["column", "type", "rows", "missing", "distinct", "min", "mean", "sd", "max", "5 %", "50 %", "95 %", "most frequent"];
    private static readonly double[] ShownShares = [0.05, 0.5, 0.95];
    private static readonly double[] Shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
    private static readonly System.Text.Json.JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    public static async Task WriteAsync(string name, DatasetProfile profile, TextWriter writer)
    {
        await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {profile.Rows:N0} rows, {profile.Columns.Count} columns"));
        foreach (string line in TextTable.Lines(Header, [.. profile.Columns.Select(Row)], new HashSet<int> { 0, 1, 12 }))
        {
            await writer.WriteLineAsync("  " + line);
        }

        if (profile.Columns.Any(column => column.Numeric is { RankError: > 0 }))
        {
            await writer.WriteLineAsync("~: estimated from a profile of bounded size; ≥: at least");
        }
    }

    public static string Json(DatasetProfile profile) => new JsonObject
    {
        ["rows"] = profile.Rows,
        ["columns"] = new JsonArray([.. profile.Columns.Select(column => (JsonNode)Json(column))]),
    }.ToJsonString(Options);

    private static IReadOnlyList<string> Row(ColumnProfile column)
    {
        string distinct = ProfileFigures.Distinct(column) is { } known ? (known.IsExact ? "" : "≥ ") + Count(known.Count) : "-";
        string[] start = [column.Name, column.Type, Count(column.Rows), Count(column.Missing), distinct];
        if (column.Numeric is { Count: > 0 } numeric)
        {
            string about = numeric.RankError > 0 ? "~" : "";
            return
            [
                .. start, Number(numeric.Minimum), Number(ProfileFigures.Mean(numeric)), Number(ProfileFigures.Deviation(numeric)), Number(numeric.Maximum),
                .. ShownShares.Select(share => about + Number(ProfileFigures.Quantile(numeric, share))), NotFinite(numeric),
            ];
        }

        string top = column.Categorical is { } categories
            ? string.Join(", ", ProfileFigures.Top(categories, TopCategories).Select(category => $"{TextTable.Cut(category.Key)} ({Count(category.Value)})"))
            : column.Numeric is { } empty ? NotFinite(empty) : "not shown";
        return [.. start, "-", "-", "-", "-", "-", "-", "-", top];
    }

    private static JsonObject Json(ColumnProfile column)
    {
        JsonObject json = new() { ["column"] = column.Name, ["type"] = column.Type, ["rows"] = column.Rows, ["missing"] = column.Missing };
        if (ProfileFigures.Distinct(column) is { } distinct)
        {
            json["distinct"] = distinct.Count;
            json["distinctIsExact"] = distinct.IsExact;
        }

        if (column.Numeric is { Count: > 0 } numeric)
        {
            json["minimum"] = numeric.Minimum;
            json["maximum"] = numeric.Maximum;
            json["mean"] = ProfileFigures.Mean(numeric);
            json["standardDeviation"] = ProfileFigures.Deviation(numeric);
            json["notFinite"] = numeric.NotFinite;
            json["estimated"] = numeric.RankError > 0;
            json["quantiles"] = new JsonArray([.. Shares.Select(share => (JsonNode)new JsonObject { ["share"] = share, ["value"] = ProfileFigures.Quantile(numeric, share) })]);
        }

        if (column.Categorical is { } categories)
        {
            json["top"] = new JsonArray([.. ProfileFigures.Top(categories, TopCategoriesInJson).Select(category => (JsonNode)new JsonObject { ["value"] = category.Key, ["count"] = category.Value })]);
        }

        return json;
    }

    private static string NotFinite(NumericProfile numeric) => numeric.NotFinite == 0 ? "" : $"{Count(numeric.NotFinite)} NaN or infinite";

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double? value) => value is { } number ? number.ToString("G5", CultureInfo.InvariantCulture) : "-";
}
