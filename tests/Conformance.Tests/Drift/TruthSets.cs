using System.Text.Json;

namespace DataIngestion.Conformance.Drift;

/// <summary>The sets that truth files exist for: where they are, how they are read, and who is on which side of each split.</summary>
/// <param name="Name">The set as the truth file names it.</param>
/// <param name="Variable">The environment variable with the folder.</param>
/// <param name="Folder">The folder's name among the shared data.</param>
/// <param name="Csv">The file in it.</param>
/// <param name="Json">The truth file in it.</param>
/// <param name="Side">Given split, table and row: true for the reference, false for the current side, null for neither.</param>
internal sealed record TruthSet(string Name, string Variable, string Folder, string Csv, string Json, Func<string, TextTable, int, bool?> Side)
{
    public IReadOnlyList<string>? Header { get; init; }
}

/// <summary>Cases of all truth files that are there, or of the one that <c>TRUTH_CSV</c> and <c>TRUTH_JSON</c> name.</summary>
internal static class TruthSets
{
    public const string Prior = "(prior)";

    private static readonly string[] CommonEducation = ["Some-college", "HS-grad", "Bachelors"];

    private static readonly TruthSet[] All =
    [
        new("insurance_claims", "CLAIMS_DATA", "claims", "insurance_claims.csv", "truth_insurance_claims.json", Claims),
        new("freMTPL2", "MOTOR_DATA", "motor", "freMTPL2freq.csv", "truth_freMTPL2.json", Motor),
        new("bike_sharing", "BIKE_DATA", "bike", "hour.csv", "truth_bike_sharing.json", Bike),
        new("adult", "ADULT_DATA", "adult", "adult.data", "truth_adult.json", Adult)
        {
            Header =
            [
                "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation", "relationship", "race", "sex", "capital-gain", "capital-loss",
                "hours-per-week", "native-country", "income",
            ],
        },
        new("sea60k", "STREAM_DATA", "streams", "sea_60k_noheader.csv", "truth_sea60k.json", Sea) { Header = ["a1", "a2", "a3", "class"] },
    ];

    private static readonly Dictionary<string, Lazy<(TextTable Table, JsonDocument Truth)>> Opened =
        All.ToDictionary(set => set.Name, set => new Lazy<(TextTable, JsonDocument)>(() => Open(set)));

    private static string? GivenTruth => Environment.GetEnvironmentVariable("TRUTH_JSON");

    public static IEnumerable<TheoryDataRow<string, string, string>> Cases() => GivenTruth is { } given ? CasesOf(Given(given)) : All.SelectMany(set =>
        SharedData.Find(set.Variable, set.Folder) is null
            ? [new TheoryDataRow<string, string, string>(set.Name, "", "") { Skip = SharedData.MissingReason(set.Variable, set.Folder) }]
            : CasesOf(set));

    /// <summary>Skips the test where the set is absent.</summary>
    public static void Demand(string name) => SharedData.Folder(All.First(set => set.Name == name).Variable, All.First(set => set.Name == name).Folder);

    public static (TruthSet Set, TextTable Table, JsonElement Split) Split(string name, string split)
    {
        (TextTable table, JsonDocument truth) = Opened[name].Value;
        return (All.First(set => set.Name == name), table, truth.RootElement.GetProperty("splits").GetProperty(split));
    }

    private static TruthSet Given(string truth)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(truth));
        string? name = document.RootElement.GetProperty("set").GetString();
        return All.FirstOrDefault(set => set.Name == name)
            ?? throw new InvalidDataException($"How the set '{name}' of '{truth}' is read and split is not known; known are {string.Join(", ", All.Select(set => set.Name))}.");
    }

    private static IEnumerable<TheoryDataRow<string, string, string>> CasesOf(TruthSet set)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(TruthFile(set)));
        return
        [
            .. document.RootElement.GetProperty("splits").EnumerateObject().SelectMany(split => split.Value.GetProperty("columns").EnumerateObject()
                .Select(column => column.Name).Append(Prior).Select(column => new TheoryDataRow<string, string, string>(set.Name, split.Name, column))),
        ];
    }

    private static (TextTable Table, JsonDocument Truth) Open(TruthSet set)
    {
        string file = Environment.GetEnvironmentVariable("TRUTH_CSV") ?? Path.Combine(SharedData.Folder(set.Variable, set.Folder), set.Csv);
        TextTable table = TextTable.Read(file, set.Header);
        if (set.Name == "adult")
        {
            // The test rows: the first line is no data, and labels end in a dot.
            TextTable test = TextTable.Read(Path.Combine(Path.GetDirectoryName(file)!, "adult.test"), set.Header);
            table = table with { First = table.Rows.Count, Rows = [.. table.Rows, .. test.Rows.Skip(1).Select(row => (string[])[.. row[..^1], row[^1].TrimEnd('.')])] };
        }

        return (table, JsonDocument.Parse(File.ReadAllBytes(TruthFile(set))));
    }

    private static string TruthFile(TruthSet set) => GivenTruth ?? Path.Combine(SharedData.Folder(set.Variable, set.Folder), set.Json);

    private static bool? Claims(string split, TextTable table, int row) => split switch
    {
        "jan_vs_febmar" => table.Cell(row, "incident_date") is var date && (date.Contains('/') ? date.StartsWith("1/", StringComparison.Ordinal) : date.Split('-')[1] == "01"),
        "halves" => row < table.Rows.Count / 2,
        "severity" => table.Cell(row, "incident_severity") != "Major Damage",
        _ => throw Unknown(split),
    };

    private static bool? Motor(string split, TextTable table, int row) => split switch
    {
        "halves" => row < table.Rows.Count / 2,
        "parity" => row % 2 == 0,
        "first10k_vs_last10k" => row < 10_000 ? true : row >= table.Rows.Count - 10_000 ? false : null,
        _ => throw Unknown(split),
    };

    private static bool? Bike(string split, TextTable table, int row)
    {
        string date = table.Cell(row, "dteday");
        return split switch
        {
            "year" => date.StartsWith("2011", StringComparison.Ordinal),
            "jan_vs_feb" => string.CompareOrdinal(date, "2011-01-28") <= 0 ? true : string.CompareOrdinal(date, "2011-02-28") <= 0 ? false : null,
            "winter_summer" => date[..7] switch { "2011-01" or "2011-02" => true, "2011-07" or "2011-08" => false, _ => null },
            _ => throw Unknown(split),
        };
    }

    private static bool? Adult(string split, TextTable table, int row) => split switch
    {
        "train_vs_test" => row < table.First,
        "education" => !CommonEducation.Contains(table.Cell(row, "education")),
        "sex" => table.Cell(row, "sex") == "Male",
        _ => throw Unknown(split),
    };

    private static bool? Sea(string split, TextTable table, int row)
    {
        const int block = 15_000;
        int first = split switch { "c1_vs_c2" => 0, "c2_vs_c3" => 1, "c3_vs_c4" => 2, _ => throw Unknown(split) };
        return row / block == first ? true : row / block == first + 1 ? false : null;
    }

    private static InvalidDataException Unknown(string split) => new($"The split '{split}' is not known.");
}

/// <summary>A file as text, cell by cell. None of these files has quotes, which <see cref="Read"/> checks.</summary>
internal sealed record TextTable(IReadOnlyList<string> Header, IReadOnlyList<string[]> Rows)
{
    /// <summary>How many rows are of the first of two files.</summary>
    public int First { get; init; }

    public int Index(string column)
    {
        int at = Header.ToList().IndexOf(column);
        return at >= 0 ? at : throw new InvalidDataException($"There is no column '{column}'.");
    }

    public string Cell(int row, string column) => Rows[row][Index(column)];

    public static TextTable Read(string file, IReadOnlyList<string>? header)
    {
        string[] lines = [.. File.ReadLines(file).Where(line => line.Length > 0)];
        lines.ShouldNotContain(line => line.Contains('"'));
        string[][] rows = [.. lines.Select(line => line.Split(',', StringSplitOptions.TrimEntries))];
        return header is null ? new(rows[0], rows[1..]) : new(header, rows);
    }
}
