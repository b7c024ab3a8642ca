using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;

namespace DataIngestion.Csv;

/// <summary>The csv-spectrum cases: awkward CSV files with the rows that a reader has to find in them.</summary>
public sealed class CsvSpectrumTests
{
    // Its expected rows are one object instead of a list, with a telephone number that is not the one in its CSV file.
    private const string CaseWithWrongTruth = "location_coordinates";

    [Theory]
    [InlineData("comma_in_quotes")]
    [InlineData("empty")]
    [InlineData("empty_crlf")]
    [InlineData("escaped_quotes")]
    [InlineData("json")]
    [InlineData(CaseWithWrongTruth)]
    [InlineData("newlines")]
    [InlineData("newlines_crlf")]
    [InlineData("quotes_and_newlines")]
    [InlineData("simple")]
    [InlineData("simple_crlf")]
    [InlineData("utf8")]
    public async Task ReadAsync_Case_GivesTheExpectedRows(string name)
    {
        string folder = SharedData.Folder("CSV_CASES", "csv-spectrum");
        List<Dictionary<string, string?>> expected = await ExpectedAsync(Path.Combine(folder, "json", name + ".json"));
        if (name == CaseWithWrongTruth)
        {
            expected[0]["Contact Phone Number"] = "2095257564";
        }

        foreach (int? chunkBytes in new int?[] { null, 100, 16, 1 })
        {
            // Two cases are nothing but text or a single row, so the header is declared, as the cases mean it. A few bytes do not show the delimiter.
            CsvDialect dialect = new() { Header = true, Delimiter = chunkBytes is null ? null : ',' };
            CsvLimits limits = chunkBytes is { } bytes ? new CsvLimits(WindowBytes: bytes, ChunkBytes: bytes) : new CsvLimits();
            List<Dictionary<string, string?>> actual = await ReadAsync(Path.Combine(folder, "csvs", name + ".csv"), dialect, limits);

            actual.Count.ShouldBe(expected.Count);
            for (int row = 0; row < expected.Count; row++)
            {
                actual[row].ShouldBe(expected[row], ignoreOrder: true);
            }
        }
    }

    [Fact]
    public void Cases_Folder_HoldsNoCaseThatIsNotTested()
    {
        string[] files = Directory.GetFiles(Path.Combine(SharedData.Folder("CSV_CASES", "csv-spectrum"), "csvs"));
        string[] tested = [.. typeof(CsvSpectrumTests).GetMethod(nameof(ReadAsync_Case_GivesTheExpectedRows))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>().Select(data => (string)data.Data[0]!)];

        files.Select(file => Path.GetFileNameWithoutExtension(file)).ShouldBe(tested, ignoreOrder: true);
    }

    private static async Task<List<Dictionary<string, string?>>> ExpectedAsync(string path)
    {
        JsonNode truth = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;
        IEnumerable<JsonNode?> rows = truth is JsonArray list ? list : [truth];
        return [.. rows.Select(row => row!.Deserialize<Dictionary<string, string?>>()!)];
    }

    private static async Task<List<Dictionary<string, string?>>> ReadAsync(string path, CsvDialect dialect, CsvLimits limits)
    {
        await using FileStream content = File.OpenRead(path);
        await using CsvChunkReader reader = await CsvChunkReader.OpenAsync(content, path, dialect, null, 2, limits, TestContext.Current.CancellationToken);
        List<Dictionary<string, string?>> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } chunk)
        {
            using (chunk)
            {
                foreach (SourceBatch batch in chunk.Decode())
                {
                    batch.Faults.ShouldBeEmpty();
                    rows.AddRange(Enumerable.Range(0, batch.Batch.Length).Select(row => reader.Schema.FieldsList.Index()
                        .ToDictionary(field => field.Item.Name, field => (string?)((StringViewArray)batch.Batch.Column(field.Index)).GetString(row))));
                }
            }
        }

        return rows;
    }
}
