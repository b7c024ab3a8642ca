using Microsoft.Data.Sqlite;

namespace DataIngestion;

/// <summary>SIGKILL at every step of a run; then a plain re-run must end with exactly the expected rows.</summary>
public sealed class KillTests
{
    private const int Months = 2;

    [Fact]
    public async Task Run_KilledAtEveryStep_ReRunHoldsExactlyTheExpectedRows()
    {
        string[] steps = await TraceAsync();
        steps.Select(Normalise).Distinct().Count().ShouldBeGreaterThanOrEqualTo(40, "distinct fail points");
        await Parallel.ForEachAsync(
            Enumerable.Range(1, steps.Length),
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
            async (step, _) => await KillAtAsync(step, steps[step - 1]));
    }

    private static async Task<string[]> TraceAsync()
    {
        using ClaimsLake lake = new(Months);
        string trace = Path.Combine(lake.Folder, "trace.txt");
        (int exitCode, _, string error) = await IngestProcess.RunAsync(
            new Dictionary<string, string> { ["DATAINGESTION_FAILPOINT_TRACE"] = trace }, "run", lake.PipelineFile);
        exitCode.ShouldBe(0, error);
        return await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken);
    }

    /// <summary>The step without its ordinal and without what is random in names.</summary>
    private static string Normalise(string line) =>
        System.Text.RegularExpressions.Regex.Replace(line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..], "[0-9a-f]{8,}|[0-9]{8}-[0-9]{6}|claims-lake-[^/]*", "#");

    private static async Task KillAtAsync(int step, string name)
    {
        using ClaimsLake lake = new(Months);
        (int exitCode, _, string error) = await IngestProcess.RunAsync(
            new Dictionary<string, string> { ["DATAINGESTION_FAILPOINT_KILL_AT"] = step.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            "run",
            lake.PipelineFile);
        exitCode.ShouldBe(IngestProcess.Killed, $"step {name}: {error}");
        await NoVersionIsPartialAsync(lake, name);

        (int rerun, _, string rerunError) = await IngestProcess.RunAsync(null, "run", lake.PipelineFile);
        rerun.ShouldBeOneOf([0, 99], $"re-run after a kill at {name}: {rerunError}");
        (await lake.ReadAsync()).ShouldBe(ClaimsLake.Expected(Months), ignoreOrder: true, $"rows after a kill at {name}");
        (await lake.ReadQuarantineAsync()).ShouldBe(ClaimsLake.ExpectedQuarantine(Months), ignoreOrder: true, $"quarantine after a kill at {name}");
        await NoVersionIsPartialAsync(lake, name);
        VerificationReport verified = await lake.Table("claims").VerifyAsync(lake.Lake);
        verified.Faults.ShouldBeEmpty($"verification after a kill at {name}");
        (await PublishedVersionsInMetadataAsync(lake)).ShouldBe(Months, $"versions in the metadata after a kill at {name}");
    }

    /// <summary>Version v holds exactly the first v + 1 months, for every version that a reader can see.</summary>
    private static async Task NoVersionIsPartialAsync(ClaimsLake lake, string name)
    {
        if (!lake.HasTable)
        {
            return;
        }

        long latest = (await lake.Table("claims").GetVersionAsync()).Version;
        for (long version = 0; version <= latest; version++)
        {
            (await lake.ReadAsync(version)).ShouldBe(ClaimsLake.Expected((int)version + 1), ignoreOrder: true, $"version {version} after a kill at {name}");
        }
    }

    private static async Task<long> PublishedVersionsInMetadataAsync(ClaimsLake lake)
    {
        await using SqliteConnection connection = new($"Data Source={Path.Combine(lake.Folder, "lake", "metadata.db")};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "select count(distinct version) from dataset_versions";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
