using System.Text.Json.Nodes;
using DataIngestion.GreatExpectations;

namespace DataIngestion.Conformance.GreatExpectations;

/// <summary>All cases of the folder.</summary>
internal static class GxCases
{
    private static readonly Lazy<Dictionary<string, GxCase>> Known = new(() => SharedData.Find("GX_CASES", "great_expectations") is { } folder
        ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(Read).ToDictionary(each => each.Id, StringComparer.Ordinal)
        : []);

    public static IReadOnlyCollection<GxCase> Every => Known.Value.Values;

    public static GxCase Get(string id) => Known.Value[id];

    public static TheoryData<int, string> Ids => Theory(each => !each.IsLike);

    public static TheoryData<int, string> LikeIds => Theory(each => each.IsLike);

    /// <summary>How a folder without cases is reported: the one test that says so.</summary>
    public const string None = "(the data folder is not here)";

    // The runner cuts long names, so a number comes first.
    private static TheoryData<int, string> Theory(Func<GxCase, bool> where)
    {
        TheoryData<int, string> rows = [];
        foreach ((int number, GxCase each) in Every.Index().Where(each => where(each.Item)))
        {
            rows.Add(number, each.Id);
        }

        if (Known.Value.Count == 0)
        {
            rows.Add(0, None);
        }

        return rows;
    }

    private static IEnumerable<GxCase> Read(string path)
    {
        JsonObject file = (JsonObject)PythonJson.Parse(File.ReadAllText(path))!;
        string type = file["expectation_type"]?.ToString() ?? Path.GetFileNameWithoutExtension(path);
        int set = 0;
        foreach (JsonObject dataset in file["datasets"]!.AsArray().OfType<JsonObject>())
        {
            int at = 0;
            foreach (JsonObject test in (dataset["tests"] as JsonArray ?? []).OfType<JsonObject>())
            {
                string title = new([.. (test["title"]?.ToString() ?? "untitled").Where(sign => char.IsLetterOrDigit(sign) || sign is '_' or '-').Take(60)]);
                yield return new GxCase($"{Path.GetFileNameWithoutExtension(path)}.{set}.{at++}.{title}", type, dataset, test);
            }

            set++;
        }
    }
}
