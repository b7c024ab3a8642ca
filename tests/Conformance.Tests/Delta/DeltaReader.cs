using System.Diagnostics;

namespace DataIngestion.Delta;

/// <summary>An engine that is not ours: ClickHouse with the official Rust Delta kernel, in a child process because it is native code.</summary>
internal static class DeltaReader
{
    /// <summary>Runs a query; <c>{table}</c> stands for the table at a version.</summary>
    public static async Task<string[]> QueryAsync(string tableFolder, string sql, long? version = null)
    {
        string script = Script();
        string table = $"deltaLakeLocal('{tableFolder}')";
        string settings = version is null ? "" : $" settings delta_lake_snapshot_version={version}";
        ProcessStartInfo start = new("node", [script, Path.GetDirectoryName(tableFolder)!, sql.Replace("{table}", table, StringComparison.Ordinal) + settings, "TSV"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, error);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Script()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string script = Path.Combine(at.FullName, "eng", "chdb", "query.js");
            if (File.Exists(script))
            {
                if (!Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules", "chdb")) || !HasNode())
                {
                    break;
                }

                return script;
            }
        }

        Assert.Skip("The independent Delta reader is not installed: run ./eng/test.sh as root on Debian, or 'npm install' in eng/chdb.");
        return "";
    }

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "node")));
}
