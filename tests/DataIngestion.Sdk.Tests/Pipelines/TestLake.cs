using System.Text;
using Apache.Arrow;

namespace DataIngestion.Pipelines;

/// <summary>A temporary folder with an incoming folder and a lake.</summary>
internal sealed class TestLake : IDisposable
{
    public TestLake()
    {
        Folder = Directory.CreateTempSubdirectory("test-lake-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "incoming"));
        Files = LocalStore.Open(Folder);
        Lake = LocalStore.Open(Path.Combine(Folder, "lake"));
    }

    public string Folder { get; }

    public LocalStore Files { get; }

    public LocalStore Lake { get; }

    public GovernedTable Table => GovernedTable.At(Lake.Zone("processed/claims"));

    public GovernedTable Quarantine => GovernedTable.At(Lake.Zone("processed/claims__quarantine"));

    public string Incoming(string name) => Path.Combine(Folder, "incoming", name);

    public void Deliver(string name, string text) => File.WriteAllText(Incoming(name), text, new UTF8Encoding(false));

    /// <summary>A pipeline that takes files at once; tests add what they are about.</summary>
    public DataPipelineBuilder Pipeline(string glob = "incoming/*.csv", CsvDialect? dialect = null, FileSourceOptions? options = null) => DataPipeline
        .Create("claims")
        .From(FileSource.Csv(Files, glob, options ?? new FileSourceOptions { Ready = FileReadiness.Immediately }, dialect))
        .StoreProcessed(Lake.Zone("processed"));

    public static async Task<List<string>> RowsAsync(GovernedTable table, long? version = null, params string[] columns)
    {
        string[] names = columns.Length > 0 ? columns : [.. (await table.GetVersionAsync(version)).Schema.FieldsList.Select(field => field.Name)];
        List<string> rows = [];
        await foreach (RecordBatch batch in table.ReadAsync(version))
        {
            using (batch)
            {
                rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => string.Join('|', names.Select(name => Cell(batch, name, row)))));
            }
        }

        return rows;
    }

    public bool HasVersion(long version) => File.Exists(Path.Combine(Folder, "lake/processed/claims/_delta_log", $"{version:D20}.json"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Cell(RecordBatch batch, string name, int row)
    {
        int index = batch.Schema.GetFieldIndex(name);
        return index < 0 ? "(no column)" : ColumnValue.Text(batch.Column(index), row) ?? "(missing)";
    }
}
