namespace DataIngestion;

/// <summary>Two processes run the same pipeline at once: no row lost or doubled, no log entry overwritten.</summary>
public sealed class ConcurrencyTests
{
    private const int Rounds = 50;
    private const int Months = 2;

    [Fact]
    public async Task Run_TwoProcessesAtOnceFiftyTimes_LosesAndDoublesNothing()
    {
        for (int round = 0; round < Rounds; round++)
        {
            using ClaimsLake lake = new(Months);
            (int ExitCode, string Output, string Error)[] ends = await Task.WhenAll(
                IngestProcess.RunAsync(null, "run", lake.PipelineFile),
                IngestProcess.RunAsync(null, "run", lake.PipelineFile));
            foreach ((int exitCode, string _, string error) in ends)
            {
                exitCode.ShouldBeOneOf([0, 99], $"round {round}: {error}");
            }

            (await lake.ReadAsync()).ShouldBe(ClaimsLake.Expected(Months), ignoreOrder: true, $"round {round}");
            (await lake.ReadQuarantineAsync()).ShouldBe(ClaimsLake.ExpectedQuarantine(Months), ignoreOrder: true, $"round {round}");
            (await lake.Table("claims").VerifyAsync(lake.Lake)).Faults.ShouldBeEmpty($"round {round}");
            IReadOnlyList<RunRecord> history = await lake.Table("claims").GetHistoryAsync();
            history.Where(run => run.Status == RunStatus.Published).Select(run => run.Version).ShouldBe([1, 0], $"round {round}");
            history.Select(run => run.Delivery).Distinct().Count().ShouldBe(Months, $"round {round}");
        }
    }
}
