using System.Reflection;
using System.Text.RegularExpressions;

namespace DataIngestion;

/// <summary>Which assembly may reference which, and which folder may use which namespace.</summary>
public sealed partial class ArchitectureTests
{
    // Folders from the bottom up: each may use itself and those named after it.
    private static readonly Dictionary<string, string[]> Layers = new()
    {
        ["Columnar"] = [],
        ["Storage"] = [],
        ["Metadata"] = ["Storage"],
        ["Delta"] = ["Columnar", "Storage"],
        ["Parquet"] = ["Columnar", "Storage"],
        ["Csv"] = ["Columnar"],
        ["Contracts"] = ["Columnar"],
        ["Profiles"] = ["Columnar"],
        ["Drift"] = ["Columnar", "Profiles"],
        ["Validation"] = ["Columnar", "Contracts", "Profiles"],
        ["Masking"] = ["Columnar"],
        ["Reports"] = ["Drift"],
        ["Sources"] = ["Storage", "Csv", "Parquet"],
        ["Pipelines"] = ["Columnar", "Contracts", "Delta", "Drift", "Masking", "Metadata", "Parquet", "Profiles", "Sources", "Storage", "Validation"],
        ["Tables"] = ["Columnar", "Delta", "Parquet", "Pipelines"],
        ["Datasets"] = ["Contracts", "Drift", "Profiles"],
        ["DependencyInjection"] = [],
    };

    [Fact]
    public void Abstractions_References_AreArrowAndTheFrameworkAlone() => References(typeof(ISource).Assembly)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).ShouldBe(["Apache.Arrow"], ignoreOrder: true);

    [Fact]
    public void Sdk_References_AreThoseOfTheDesign() => References(typeof(DataPipeline).Assembly)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).ShouldBeSubsetOf(
        [
            "DataIngestion.Sdk.Abstractions", "Apache.Arrow", "ParquetSharp", "MathNet.Numerics", "ZstdSharp", "Microsoft.Data.Sqlite",
            "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "SQLitePCLRaw.core",

            // A part of the framework.
            "Microsoft.Win32.Primitives",
        ]);

    [Fact]
    public void Folders_Usings_FollowTheLayers()
    {
        string source = SourceFolder();
        Directory.GetDirectories(source).Select(Path.GetFileName).Except(["bin", "obj"]).ShouldBe(Layers.Keys, ignoreOrder: true);
        List<string> faults = [];
        foreach ((string folder, string[] allowed) in Layers)
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(source, folder), "*.cs", SearchOption.AllDirectories))
            {
                faults.AddRange(InternalUsing().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)
                    .Where(used => used != folder && !allowed.Contains(used))
                    .Select(used => $"{Path.GetRelativePath(source, file)} uses {used}"));
            }
        }

        faults.ShouldBeEmpty();
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static string SourceFolder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "src", "DataIngestion.Sdk");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("The source folder is not above the test's folder.");
    }

    [GeneratedRegex(@"^using DataIngestion\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex InternalUsing();
}
