using System.Globalization;
using System.Text;
using Apache.Arrow;

namespace DataIngestion;

/// <summary>A folder with monthly claim files, a pipeline file and, after runs, a lake; what must be in the table is known beforehand.</summary>
internal sealed class ClaimsLake : IDisposable
{
    public const int Rows = 400;

    private const string PipelineText = """
        pipeline: claims
        source:
          csv: incoming/*.csv
          stable_seconds: 0
        contract:
          primary_key: [claim_id]
          columns:
            - {name: claim_id, type: int64, required: true}
            - {name: incident_date, type: date}
            - {name: insured_name, type: string}
            - {name: age, type: int32, on_mismatch: quarantine}
            - {name: amount, type: "decimal(12,2)"}
        mask:
          - {column: insured_name, with: redact}
        drift: {on_drift: warn}
        """;

    public ClaimsLake(int months)
    {
        Folder = Directory.CreateTempSubdirectory("claims-lake-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "incoming"));
        File.WriteAllText(PipelineFile, PipelineText);
        for (int month = 1; month <= months; month++)
        {
            File.WriteAllText(Path.Combine(Folder, "incoming", $"claims-2026-{month:D2}.csv"), Csv(month));
        }
    }

    public string Folder { get; }

    public string PipelineFile => Path.Combine(Folder, "claims.yaml");

    public string TableFolder => Path.Combine(Folder, "lake", "processed", "claims");

    /// <summary>The published rows of the first months: text of a row to how often it occurs.</summary>
    public static Dictionary<string, int> Expected(int months) => Count(Enumerable.Range(1, months).SelectMany(Published));

    /// <summary>The quarantined rows of the first months.</summary>
    public static Dictionary<string, int> ExpectedQuarantine(int months) => Count(Enumerable.Range(1, months)
        .SelectMany(month => Enumerable.Range(0, Rows).Where(IsBad).Select(row => $"{Claim(month, row)}|incoming/claims-2026-{month:D2}.csv|{row + 1}")));

    public async Task<Dictionary<string, int>> ReadAsync(long? version = null)
    {
        List<string> rows = [];
        await foreach (RecordBatch batch in Table("claims").ReadAsync(version))
        {
            using (batch)
            {
                rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => Text(batch, row, "claim_id", "incident_date", "insured_name", "age", "amount")));
            }
        }

        return Count(rows);
    }

    public async Task<Dictionary<string, int>> ReadQuarantineAsync()
    {
        List<string> rows = [];
        await foreach (RecordBatch batch in Table("claims__quarantine").ReadAsync())
        {
            using (batch)
            {
                rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => Text(batch, row, "claim_id", "_source_file", "_source_row")));
            }
        }

        return Count(rows);
    }

    public GovernedTable Table(string name) => GovernedTable.At(Lake.Zone("processed/" + name));

    public LocalStore Lake => LocalStore.OpenExisting(Path.Combine(Folder, "lake"));

    public bool HasTable => Directory.Exists(Path.Combine(TableFolder, "_delta_log"))
        && Directory.EnumerateFiles(Path.Combine(TableFolder, "_delta_log"), "*.json").Any(file => !Path.GetFileName(file).StartsWith('.'));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static bool IsBad(int row) => row % 97 == 13;

    private static long Claim(int month, int row) => (month * 100_000L) + row;

    // Amounts repeat, so that a doubled row and a lost one cannot make up for each other unseen.
    private static string Amount(int row) => (row % 7 * 10.25m).ToString("F2", CultureInfo.InvariantCulture);

    private static string Date(int month, int row) => $"2026-{month:D2}-{(row % 28) + 1:D2}";

    private static string Csv(int month)
    {
        StringBuilder csv = new("claim_id,incident_date,insured_name,age,amount\n");
        for (int row = 0; row < Rows; row++)
        {
            string age = IsBad(row) ? "old" : (20 + (row % 50)).ToString(CultureInfo.InvariantCulture);
            csv.Append(CultureInfo.InvariantCulture, $"{Claim(month, row)},{Date(month, row)},Name {row},{age},{Amount(row)}\n");
        }

        return csv.ToString();
    }

    private static IEnumerable<string> Published(int month) => Enumerable.Range(0, Rows).Where(row => !IsBad(row)).Select(row =>
        $"{Claim(month, row)}|{Date(month, row)}|[redacted]|{20 + (row % 50)}|{Amount(row)}");

    private static string Text(RecordBatch batch, int row, params string[] columns) =>
        string.Join('|', columns.Select(column => ColumnValue.Text(batch.Column(batch.Schema.GetFieldIndex(column)), row)));

    private static Dictionary<string, int> Count(IEnumerable<string> rows) => rows.GroupBy(row => row).ToDictionary(group => group.Key, group => group.Count());
}
