using System.Text;

namespace DataIngestion.Suites;

/// <summary>Files of a folder that is removed at the end, and what is proposed from them.</summary>
internal sealed class SuggestionCase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("suggest-").FullName;

    public static ISource Source(string folder, string file, CsvDialect? dialect = null)
    {
        LocalStore store = LocalStore.OpenExisting(folder);
        FileSourceOptions options = new() { Ready = FileReadiness.Immediately };
        return file.EndsWith(".parquet", StringComparison.Ordinal) ? FileSource.Parquet(store, file, options) : FileSource.Csv(store, file, options, dialect);
    }

    public ISource Csv(string content, CsvDialect? dialect = null)
    {
        File.WriteAllText(Path.Combine(_folder, "data.csv"), content, new UTF8Encoding(false));
        return Source(_folder, "data.csv", dialect);
    }

    public ValueTask<SuiteSuggestion> SuggestAsync(string content, SuggestionOptions? options = null) =>
        SuiteSuggestion.FromAsync(Csv(content), options, TestContext.Current.CancellationToken);

    public static string Rows(string header, int rows, Func<int, string> row) =>
        header + "\n" + string.Concat(Enumerable.Range(0, rows).Select(at => row(at) + "\n"));

    public static async Task<ValidationReport> CheckAsync(ISource source, SuiteSuggestion suggestion) => await DataValidation.CheckAsync(
        source, (rules, _) => suggestion.ToSuite().AddTo(rules), new ValidationOptions { SampleLimit = 3 }, TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
