using System.Text;
using Apache.Arrow;

namespace DataIngestion.Csv;

/// <summary>Reads text through the reader and gives back rows, for comparison.</summary>
internal static class CsvReading
{
    public static Task<CsvTable> ReadAsync(string text, CsvDialect? dialect = null, IReadOnlyCollection<string>? columns = null, int batchRows = 1000) =>
        ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), dialect, columns, batchRows);

    public static async Task<CsvTable> ReadAsync(
        Stream content, CsvDialect? dialect = null, IReadOnlyCollection<string>? columns = null, int batchRows = 1000, CsvLimits? limits = null)
    {
        await using CsvChunkReader reader = await CsvChunkReader.OpenAsync(
            content, "a.csv", dialect ?? new CsvDialect(), columns, batchRows, limits ?? new CsvLimits(), TestContext.Current.CancellationToken);
        CsvTable table = new([.. reader.Schema.FieldsList.Select(field => field.Name)], reader.Detected);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } chunk)
        {
            using (chunk)
            {
                table.Add(chunk, batchRows);
            }
        }

        table.BlankLines = reader.BlankLines;
        return table;
    }

    public static async Task<SourceException> FailAsync(string text, CsvDialect? dialect = null) =>
        await Should.ThrowAsync<SourceException>(() => ReadAsync(text, dialect));
}

internal sealed class CsvTable(string[] columns, IReadOnlyDictionary<string, string> detected)
{
    public string[] Columns { get; } = columns;

    public IReadOnlyDictionary<string, string> Detected { get; } = detected;

    public List<string?[]> Rows { get; } = [];

    /// <summary>The one-based row and the reason of each fault.</summary>
    public List<(long Row, string Reason)> Faults { get; } = [];

    public long BlankLines { get; set; }

    public string?[] Column(string name)
    {
        int at = System.Array.IndexOf(Columns, name);
        return [.. Rows.Select(row => row[at])];
    }

    public void Add(SourceChunk chunk, int batchRows = int.MaxValue)
    {
        chunk.FirstRow.ShouldBe(Rows.Count + 1);
        foreach (SourceBatch batch in chunk.Decode())
        {
            batch.Batch.Length.ShouldBeInRange(1, batchRows);
            batch.FirstRow.ShouldBe(Rows.Count + 1);
            Add(batch);
        }

        chunk.Rows.ShouldBe(Rows.Count + 1 - chunk.FirstRow);
    }

    private void Add(SourceBatch batch)
    {
        StringViewArray[] arrays = [.. batch.Batch.Arrays.Cast<StringViewArray>()];
        for (int row = 0; row < batch.Batch.Length; row++)
        {
            Rows.Add([.. arrays.Select(array => array.GetString(row))]);
        }

        arrays.ShouldAllBe(array => array.NullCount == Enumerable.Range(0, array.Length).Count(row => array.IsNull(row)));
        Faults.AddRange(batch.Faults.Select(fault => (batch.FirstRow + fault.Row, fault.Reason)));
    }
}
