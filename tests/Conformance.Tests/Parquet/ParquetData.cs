using Apache.Arrow;
using DataIngestion.Parquet;

namespace DataIngestion.Conformance.Parquet;

/// <summary>Finds and reads the Parquet files that other projects wrote; they are not part of this repository.</summary>
internal static class ParquetData
{
    /// <summary>The folder from the environment variable, else <c>../shared/data/NAME</c> beside the repository, else null.</summary>
    public static string? Find(string variable, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is { } given)
        {
            return given;
        }

        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string beside = Path.Combine(at.FullName, "..", "shared", "data", name);
            if (Directory.Exists(beside))
            {
                return Path.GetFullPath(beside);
            }
        }

        return null;
    }

    public static string Folder(string variable, string name)
    {
        string? folder = Find(variable, name);
        if (folder is null || !Directory.Exists(folder))
        {
            Assert.Skip($"The data folder '{name}' is not here: set {variable} to run this test.");
        }

        return folder;
    }

    /// <summary>Reads a file to its end, in batches of a thousand rows, and shows each batch before it is disposed.</summary>
    public static async Task<long> Read(string path, IReadOnlyCollection<string>? columns, Action<RecordBatch> see, CancellationToken cancellationToken)
    {
        await using ParquetBatchReader reader = ParquetBatchReader.Open(File.OpenRead(path), path, columns, 1_000);
        long rows = 0;
        while (await reader.ReadAsync(cancellationToken) is { } batch)
        {
            using (batch)
            {
                batch.FirstRow.ShouldBe(rows + 1);
                see(batch.Batch);
                rows += batch.Batch.Length;
            }
        }

        return rows;
    }
}
