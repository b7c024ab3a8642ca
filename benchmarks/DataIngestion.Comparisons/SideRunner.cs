using System.Globalization;
using DataIngestion.Comparisons.Kernels;
using DataIngestion.Comparisons.Measuring;
using DataIngestion.Comparisons.Sides;

namespace DataIngestion.Comparisons;

// What a child process can be told to run.
internal static class SideRunner
{
    public static Task<Measurement> RunAsync(string side, string[] arguments) => (side, arguments) switch
    {
        ("ingest-reference", [string folder]) => IngestSide.PublishReferenceAsync(folder, hashNames: false),
        ("ingest", [string folder]) => IngestSide.RunAsync(folder, hashNames: false),
        ("ingest-hash-reference", [string folder]) => IngestSide.PublishReferenceAsync(folder, hashNames: true),
        ("ingest-hash", [string folder]) => IngestSide.RunAsync(folder, hashNames: true),
        ("ingest-unchecked", [string folder]) => IngestSide.RunAsync(folder, _ => { }),
        ("ingest-forty", [string folder]) => IngestSide.RunAsync(folder, ClaimsTable.FortyRules),
        ("ingest-forty-twice", [string folder]) => IngestSide.RunAsync(folder, ClaimsTable.FortyRulesTwice),
        ("convert-duckdb", [string csv, string parquet]) => DuckDbSide.ConvertAsync(csv, parquet),
        ("csv-read", [string csv]) => CsvReadSide.RunAsync(csv),
        ("csv-read-sylvan", [string csv]) => SylvanSide.RunAsync(csv),
        ("drift", [string folder]) => DriftWork.FromArraysAsync(folder),
        ("drift-profile", [string folder]) => DriftWork.AgainstProfileAsync(folder),
        ("drift-write-profile", [string folder]) => DriftWork.WriteProfileAsync(folder),
        ("keys", [string rows]) => KeysWork.InMemoryAsync(Rows(rows)),
        ("keys-stream", [string rows]) => KeysWork.StreamedAsync(Rows(rows)),
        ("keys-duckdb", [string rows]) => KeysDuckDbSide.RunAsync(Rows(rows)),
        ("validate-wide", [string columns]) => WideChecks.RunAsync((int)Rows(columns)),
        ("parquet-few", [string folder]) => ParquetSide.FewAsync(folder),
        ("parquet-all", [string folder]) => ParquetSide.AllAsync(folder),
        _ => throw new ArgumentException($"There is no side '{side}' with {arguments.Length} arguments."),
    };

    private static long Rows(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
