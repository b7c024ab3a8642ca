using Apache.Arrow;

namespace DataIngestion.Csv;

/// <summary>The variants of the claims file. None has a quote, so splitting lines at commas is an independent truth; every file of the folder is a case.</summary>
[Trait("conformance", "csv-claims")]
public sealed class ClaimsFilesTests
{
    public static IEnumerable<TheoryDataRow<string>> Files() => SharedData.Find("CLAIMS_DATA", "claims") is { } folder
        ? Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(file => new TheoryDataRow<string>(Path.GetFileName(file)))
        : [new TheoryDataRow<string>("") { Skip = SharedData.MissingReason("CLAIMS_DATA", "claims") }];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task ReadAsync_ClaimsFile_GivesTheCellsOfItsLines(string name)
    {
        string file = Path.Combine(SharedData.Folder("CLAIMS_DATA", "claims"), name);
        string[] lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.SkipWhen(lines.Any(line => line.Contains('"')), "The file has quotes, so its lines are no truth for its records.");
        string[] expected = [.. lines.Skip(1).Where(line => line.Length > 0)];

        foreach (int bytesPerRead in new[] { 61, 4093, int.MaxValue })
        {
            (string header, List<string> rows) = await ReadAsync(file, bytesPerRead);
            header.ShouldBe(lines[0]);
            rows.ShouldBe(expected, ignoreOrder: false, $"{bytesPerRead} bytes a read and a chunk");
        }
    }

    private static async Task<(string Header, List<string> Rows)> ReadAsync(string file, int bytesPerRead)
    {
        await using FileStream content = File.OpenRead(file);
        await using DribblingStream slow = new(content, bytesPerRead);
        CsvLimits limits = new() { ChunkBytes = Math.Min(bytesPerRead, 1 << 20) };
        await using CsvChunkReader reader = await CsvChunkReader.OpenAsync(
            slow, file, new CsvDialect(), null, 300, limits, TestContext.Current.CancellationToken);
        List<string> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } chunk)
        {
            using (chunk)
            {
                foreach (SourceBatch batch in chunk.Decode())
                {
                    batch.Faults.ShouldBeEmpty();
                    StringViewArray[] columns = [.. batch.Batch.Arrays.Cast<StringViewArray>()];
                    rows.AddRange(Enumerable.Range(0, batch.Batch.Length).Select(row => string.Join(',', columns.Select(column => column.GetString(row)))));
                }
            }
        }

        return (string.Join(',', reader.AllColumns), rows);
    }
}
