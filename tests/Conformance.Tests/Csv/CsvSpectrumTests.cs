using System.Text.Json.Nodes;
using Apache.Arrow;

namespace DataIngestion.Csv;

/// <summary>The csv-spectrum cases: awkward CSV files with the rows that a reader has to find in them. Every file of the folder is a case.</summary>
[Trait("conformance", "csv-spectrum")]
public sealed class CsvSpectrumTests
{
    // This case's truth is one object instead of a list, with a telephone number that is not the one in its CSV file.
    private const string CaseWithWrongTruth = "location_coordinates";
    private const string WrongTruth = "1234567890";
    private const string NumberInFile = "2095257564";

    public static IEnumerable<TheoryDataRow<string>> Cases() => SharedData.Find("CSV_CASES", "csv-spectrum") is { } folder
        ? Directory.GetFiles(Path.Combine(folder, "csvs"), "*.csv").Order(StringComparer.Ordinal).Select(file => new TheoryDataRow<string>(Path.GetFileNameWithoutExtension(file)))
        : [new TheoryDataRow<string>("") { Skip = SharedData.MissingReason("CSV_CASES", "csv-spectrum") }];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ReadAsync_Case_GivesTheExpectedRows(string name)
    {
        string folder = SharedData.Folder("CSV_CASES", "csv-spectrum");
        List<Dictionary<string, string>> expected = await ExpectedAsync(Path.Combine(folder, "json", name + ".json"));
        string file = Path.Combine(folder, "csvs", name + ".csv");
        bool wrongTruth = name == CaseWithWrongTruth && expected is [var only] && only["Contact Phone Number"] == WrongTruth
            && (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Contains(NumberInFile, StringComparison.Ordinal);
        if (wrongTruth)
        {
            expected[0]["Contact Phone Number"] = NumberInFile;
        }

        foreach (int batchRows in new[] { 1, 2, 1000 })
        {
            foreach (int bytesPerRead in new[] { 1, 3, 7, 64, int.MaxValue })
            {
                await ShouldReadAsync(file, expected, batchRows, bytesPerRead);
            }
        }

        Assert.SkipWhen(wrongTruth, $"Its truth has the telephone number {WrongTruth} and its CSV file {NumberInFile}; all other cells are as expected.");
    }

    private static async Task ShouldReadAsync(string file, List<Dictionary<string, string>> expected, int batchRows, int bytesPerRead)
    {
        string how = $"{batchRows} rows a batch, {bytesPerRead} bytes a read and a chunk";
        List<Dictionary<string, string>> actual = await ReadAsync(file, batchRows, bytesPerRead);
        actual.Count.ShouldBe(expected.Count, how);
        for (int row = 0; row < expected.Count; row++)
        {
            actual[row].ShouldBe(expected[row], ignoreOrder: true, how);
        }
    }

    private static async Task<List<Dictionary<string, string>>> ExpectedAsync(string path)
    {
        JsonNode truth = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;
        IEnumerable<JsonNode?> rows = truth is JsonArray list ? list : [truth];
        return [.. rows.Select(row => row!.AsObject().ToDictionary(cell => cell.Key, cell => cell.Value?.ToString() ?? ""))];
    }

    // The cases are comma-separated with a header, which some of them are too short to show. Their truth knows no missing values: they are empty text.
    private static async Task<List<Dictionary<string, string>>> ReadAsync(string path, int batchRows, int bytesPerRead)
    {
        CsvDialect dialect = new() { Header = true, Delimiter = ',' };
        await using FileStream content = File.OpenRead(path);
        CsvLimits limits = new() { ChunkBytes = Math.Min(bytesPerRead, 1 << 20) };
        await using DribblingStream slow = new(content, bytesPerRead);
        await using CsvChunkReader reader = await CsvChunkReader.OpenAsync(slow, path, dialect, null, batchRows, limits, TestContext.Current.CancellationToken);
        List<Dictionary<string, string>> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } chunk)
        {
            using (chunk)
            {
                foreach (SourceBatch batch in chunk.Decode())
                {
                    batch.Faults.ShouldBeEmpty();
                    rows.AddRange(Enumerable.Range(0, batch.Batch.Length).Select(row => reader.Schema.FieldsList.Index()
                        .ToDictionary(field => field.Item.Name, field => ((StringViewArray)batch.Batch.Column(field.Index)).GetString(row) ?? "")));
                }
            }
        }

        return rows;
    }
}
