using System.Text.RegularExpressions;
using Apache.Arrow;

namespace DataIngestion;

/// <summary>The README's code blocks: each is compiled here, and the text there must be the text here.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Readme_CodeBlocks_AreTheCodeThatIsCompiledHere()
    {
        string compiled = Squeeze(File.ReadAllText(Path.Combine(Root(), "tests", "DataIngestion.Sdk.Tests", "ReadmeTests.cs")))
            .Replace("LocalStore.Open(claims)", "LocalStore.Open(\"claims\")", StringComparison.Ordinal);
        MatchCollection blocks = CodeBlock().Matches(File.ReadAllText(Path.Combine(Root(), "README.md")));
        blocks.Count.ShouldBe(2);
        foreach (Match block in blocks)
        {
            compiled.ShouldContain(Squeeze(block.Groups[1].Value));
        }
    }

    [Fact]
    public async Task Readme_Example_Publishes()
    {
        string folder = Directory.CreateTempSubdirectory("readme-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "claims", "incoming"));
        string file = Path.Combine(folder, "claims", "incoming", "a.csv");
        File.WriteAllText(file, "policy_number,incident_date,age\n1,2026-01-31,40\n2,2026-01-31,7\n");
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc));
        PipelineResult result = await RunAsync(Path.Combine(folder, "claims"));
        result.Status.ShouldBe(PipelineStatus.Published);
        result.Runs[0].Rows.ShouldBe(new RowCounts(2, 1, 1, 0, 0));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<PipelineResult> RunAsync(string claims)
    {
        LocalStore disk = LocalStore.Open(claims);
        DataPipeline pipeline = DataPipeline.Create("claims")
            .From(FileSource.Csv(disk, "incoming/*.csv"))
            .WithContract(c => c
                .Column("policy_number", ColumnType.Int64)
                .Column("incident_date", ColumnType.Date, format: "yyyy-MM-dd")
                .Column("age", ColumnType.Int32).OnMismatch(MismatchPolicy.Quarantine)
                .PrimaryKey("policy_number", "incident_date"))
            .Validate(v => v.Range("age", 16, 110).Quarantine())
            .DetectDrift(d => d.AgainstPreviousVersion())
            .StoreRaw(disk.Zone("lake/raw")).StoreProcessed(disk.Zone("lake/processed")).Build();
        PipelineResult result = await pipeline.RunAsync();
        return result;
    }

    private static string Squeeze(string text) => Regex.Replace(text, @"\s+", " ").Trim();

    private static string Root()
    {
        DirectoryInfo at = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "DataIngestion.Sdk.sln")))
        {
            at = at.Parent!;
        }

        return at.FullName;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

public static class PositiveValidationBuilderExtensions
{
    public static ValidationBuilder Positive(this ValidationBuilder rules, string column) => rules.Add(new PositiveValidator(column));
}

internal sealed class PositiveValidator(string column) : IValidator
{
    public string Name => $"positive({column})";
    public IReadOnlyList<string> Columns => [column];
    public CheckScope Scope => CheckScope.Row;
    public IValidation Begin(ValidationContext context) => new PositiveValidation(context.Schema.GetFieldIndex(column));
}

internal sealed class PositiveValidation(int index) : IValidation
{
    private long _rows, _failed;

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        DoubleArray values = (DoubleArray)batch.Column(index);
        for (int row = 0; row < values.Length; row++)
        {
            if (values.GetValue(row) <= 0) { failures.Add(row); _failed++; }
        }

        _rows += values.Length;
    }

    public void Merge(IValidation other) => (_rows, _failed) = (_rows + ((PositiveValidation)other)._rows, _failed + ((PositiveValidation)other)._failed);

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken) =>
        new(new ValidationOutcome(_failed == 0, _rows, _failed, "values are greater than 0"));
}
