using ParquetSharp;

namespace DataIngestion.Delta;

/// <summary>Tables that Spark wrote. The folder comes from DELTA_TABLES, else it lies beside the repository.</summary>
internal static class GoldenTables
{
    /// <summary>The tables of the folder that no test reads, and why.</summary>
    public static IReadOnlyDictionary<string, string> Excluded { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["log-store-read"] = "no Delta table: two text files for a file-system test",
    };

    public static string Folder()
    {
        string? folder = Environment.GetEnvironmentVariable("DELTA_TABLES") ?? Beside();
        if (folder is null || !Directory.Exists(folder))
        {
            Assert.Skip("The data folder 'delta' is not here: set DELTA_TABLES to run this test.");
        }

        return folder;
    }

    public static DeltaTable Open(string table) => new(new StorageZone(new FolderStore(Path.Combine(Folder(), table)), "delta"), TimeProvider.System);

    /// <summary>The rows of all Parquet files below a folder of the table, by their footers.</summary>
    public static long ExpectedRows(string table) =>
        Directory.EnumerateFiles(Path.Combine(Folder(), table, "expected"), "*.parquet", SearchOption.AllDirectories).Sum(RowsOf);

    public static long RowsOf(string file)
    {
        using ParquetFileReader reader = new(file);
        return reader.FileMetaData.NumRows;
    }

    private static string? Beside()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "..", "shared", "data", "delta");
            if (Directory.Exists(candidate))
            {
                return Path.GetFullPath(candidate);
            }
        }

        return null;
    }
}
