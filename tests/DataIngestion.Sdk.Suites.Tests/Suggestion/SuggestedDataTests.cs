using System.Text;

namespace DataIngestion.Suites;

/// <summary>Real data: what is proposed holds on where it came from, and how much of it holds on rows that it has not seen.</summary>
public sealed class SuggestedDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("suggest-halves-").FullName;

    private static readonly CsvDialect Adult = new()
    {
        TrimSpaces = true,
        ColumnNames =
        [
            "age", "workclass", "fnlwgt", "education", "education_num", "marital_status", "occupation", "relationship", "race", "sex",
            "capital_gain", "capital_loss", "hours_per_week", "native_country", "income",
        ],
    };

    [Theory]
    [InlineData("CLAIMS_DATA", "claims", "insurance_claims.csv", 1_000, 40)]
    [InlineData("MOTOR_DATA", "motor", "freMTPL2freq.csv", 678_013, 12)]
    [InlineData("MOTOR_DATA", "motor", "freMTPL2sev.csv", 26_639, 2)]
    [InlineData("MOTOR_DATA", "motor", "crsh_freMTPL2sev.parquet", 26_639, 2)]
    [InlineData("BIKE_DATA", "bike", "hour.csv", 17_379, 17)]
    [InlineData("ADULT_DATA", "adult", "adult.data", 32_561, 15)]
    public async Task FromAsync_RealData_HoldsOnIt(string variable, string name, string file, long rows, int columns)
    {
        ISource source = SuggestionCase.Source(SharedData.Folder(variable, name), file, DialectOf(name));
        SuiteSuggestion suggestion = await SuiteSuggestion.FromAsync(source, null, TestContext.Current.CancellationToken);
        suggestion.Rows.ShouldBe(rows);
        suggestion.Checks[0].Columns.Count.ShouldBe(columns);
        suggestion.Checks.Count.ShouldBeGreaterThan(2 * (columns - 1));
        suggestion.Notes.Order(StringComparer.Ordinal).ShouldBe(
            name == "claims" ? ["'_c39' has no value, so nothing is proposed for it.", "No value of 'insured_zip' is in the suite, because its name says that it holds personal data."] : []);
        ValidationReport report = await SuggestionCase.CheckAsync(source, suggestion);
        report.Results.Count.ShouldBe(suggestion.Checks.Count);
        report.Results.ShouldAllBe(result => result.Passed);
    }

    // Every type of column, small and large pages, dictionaries and missing values.
    [Theory]
    [InlineData("alltypes_tiny_pages.parquet")]
    [InlineData("delta_byte_array.parquet")]
    [InlineData("delta_encoding_optional_column.parquet")]
    [InlineData("byte_stream_split.zstd.parquet")]
    [InlineData("fixed_length_decimal.parquet")]
    [InlineData("geography-points.parquet")]
    [InlineData("nation.dict-malformed.parquet")]
    [InlineData("lz4_raw_compressed_larger.parquet")]
    public async Task FromAsync_ParquetOfManyWriters_HoldsOnIt(string file)
    {
        string folder = SharedData.Folder("PARQUET_DATA", "parquet-testing");
        string path = Directory.GetFiles(folder, file, SearchOption.AllDirectories).First();
        ISource source = SuggestionCase.Source(Path.GetDirectoryName(path)!, file);
        SuiteSuggestion suggestion = await SuiteSuggestion.FromAsync(source, null, TestContext.Current.CancellationToken);
        suggestion.Notes.ShouldAllBe(note => !note.Contains("drafted", StringComparison.Ordinal));
        (await SuggestionCase.CheckAsync(source, suggestion)).Results.ShouldAllBe(result => result.Passed);
    }

    [Theory]
    [InlineData("CLAIMS_DATA", "claims", "insurance_claims.csv", false, 2)]
    [InlineData("CLAIMS_DATA", "claims", "insurance_claims.csv", true, 3)]
    [InlineData("MOTOR_DATA", "motor", "freMTPL2freq.csv", false, 0)]
    [InlineData("MOTOR_DATA", "motor", "freMTPL2freq.csv", true, 0)]
    [InlineData("BIKE_DATA", "bike", "hour.csv", false, 4)]
    [InlineData("BIKE_DATA", "bike", "hour.csv", true, 0)]
    [InlineData("ADULT_DATA", "adult", "adult.data", false, 1)]
    [InlineData("ADULT_DATA", "adult", "adult.data", true, 1)]
    public async Task FromAsync_OneHalf_FewChecksFailOnTheOther(string variable, string name, string file, bool alternating, int most)
    {
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(SharedData.Folder(variable, name), file), TestContext.Current.CancellationToken);
        string[] head = name == "adult" ? [] : [lines[0]];
        string[] rows = [.. lines.Skip(head.Length).Where(line => line.Length > 0)];
        Write("seen.csv", head, rows.Where((_, row) => alternating ? row % 2 == 0 : row < rows.Length / 2));
        Write("other.csv", head, rows.Where((_, row) => alternating ? row % 2 != 0 : row >= rows.Length / 2));
        SuiteSuggestion suggestion = await SuiteSuggestion.FromAsync(SuggestionCase.Source(_folder, "seen.csv", DialectOf(name)), null, TestContext.Current.CancellationToken);
        ValidationReport report = await SuggestionCase.CheckAsync(SuggestionCase.Source(_folder, "other.csv", DialectOf(name)), suggestion);
        string[] failed = [.. report.Results.Where(result => !result.Passed).Select(result => $"{result.Check}: {result.RowsFailed}")];
        TestContext.Current.SendDiagnosticMessage($"{name}, {(alternating ? "odd and even" : "halves")}: {failed.Length} of {suggestion.Checks.Count} checks fail");
        failed.Length.ShouldBeLessThanOrEqualTo(most, string.Join('\n', failed));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CsvDialect? DialectOf(string name) => name == "adult" ? Adult : null;

    private void Write(string file, IEnumerable<string> head, IEnumerable<string> rows) =>
        File.WriteAllLines(Path.Combine(_folder, file), head.Concat(rows), new UTF8Encoding(false));
}
