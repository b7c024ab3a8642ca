using System.Text.Json;

namespace DataIngestion;

/// <summary>What every metadata store has to do. Inherit, give an empty store, and the inherited facts run over it.</summary>
public abstract class MetadataStoreConformance
{
    private const string Table = "lake/processed/claims";
    private static readonly JsonSerializerOptions Everything = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private static readonly DateTimeOffset Begin = new(2024, 5, 1, 10, 15, 0, TimeSpan.Zero);

    /// <summary>Makes an empty store, another one at each call, that also is an <see cref="IRunHistory"/>.</summary>
    /// <returns>The store. One that is disposable is disposed of by the test.</returns>
    protected abstract ValueTask<IMetadataStore> CreateAsync();

    /// <summary>A run is read back with everything in it, bit for bit.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task RecordAsync_Run_IsReadBackWhole() => WithAsync(async (store, history) =>
    {
        RunRecord run = Full("run-1");
        await store.RecordAsync(run, CancellationToken.None).ConfigureAwait(false);
        RequireSame(run, Assert.Single(await RunsAsync(history).ConfigureAwait(false)));
    });

    /// <summary>A run of which little is known is read back too.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task RecordAsync_RunThatFailed_IsReadBack() => WithAsync(async (store, history) =>
    {
        RunRecord run = new("run-1", "claims", Table, RunStatus.Failed, Begin, Begin);
        await store.RecordAsync(run, CancellationToken.None).ConfigureAwait(false);
        RequireSame(run, Assert.Single(await RunsAsync(history).ConfigureAwait(false)));
    });

    /// <summary>The same run again replaces what is there.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task RecordAsync_SameRunAgain_Replaces() => WithAsync(async (store, history) =>
    {
        await store.RecordAsync(Full("run-1"), CancellationToken.None).ConfigureAwait(false);
        RunRecord changed = Full("run-1") with { Status = RunStatus.Discarded, Validation = [], Metrics = new Dictionary<string, double>(), Reasons = ["discarded by ops"] };
        await store.RecordAsync(changed, CancellationToken.None).ConfigureAwait(false);
        RequireSame(changed, Assert.Single(await RunsAsync(history).ConfigureAwait(false)));
    });

    /// <summary>A history is that of its table, newest first, and as long as asked for.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task GetRunsAsync_Runs_AreThoseOfTheTableNewestFirst() => WithAsync(async (store, history) =>
    {
        foreach (int run in new[] { 2, 5, 1, 4, 3 })
        {
            await store.RecordAsync(Full($"run-{run}") with { StartedAt = Begin.AddMinutes(run), FinishedAt = Begin.AddMinutes(run + 1) }, CancellationToken.None).ConfigureAwait(false);
        }

        await store.RecordAsync(Full("other") with { Table = Table + "2" }, CancellationToken.None).ConfigureAwait(false);
        Assert.Equal(["run-5", "run-4", "run-3", "run-2", "run-1"], (await RunsAsync(history).ConfigureAwait(false)).Select(run => run.RunId));
        Assert.Equal(["run-5", "run-4"], (await history.GetRunsAsync(Table, 2, CancellationToken.None).ConfigureAwait(false)).Select(run => run.RunId));
        Assert.Empty(await history.GetRunsAsync("nothing", cancellationToken: CancellationToken.None).ConfigureAwait(false));
    });

    /// <summary>Runs that are recorded at once are all there.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task RecordAsync_ManyAtOnce_AreAllThere() => WithAsync(async (store, history) =>
    {
        string[] runs = [.. Enumerable.Range(0, 40).Select(run => $"run-{run:00}")];
        await Task.WhenAll(runs.Select(run => Task.Run(async () => await store.RecordAsync(Full(run), CancellationToken.None).ConfigureAwait(false)))).ConfigureAwait(false);
        Assert.Equal(runs, (await RunsAsync(history).ConfigureAwait(false)).Select(run => run.RunId).Order(StringComparer.Ordinal));
    });

    /// <summary>Every member that is cancelled says so, and records nothing.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task EveryMember_Cancelled_ThrowsOperationCanceled() => WithAsync(async (store, history) =>
    {
        await Expect.CanceledAsync(async token => await store.RecordAsync(Full("run-1"), token).ConfigureAwait(false), "RecordAsync").ConfigureAwait(false);
        await Expect.CanceledAsync(async token => await history.GetRunsAsync(Table, cancellationToken: token).ConfigureAwait(false), "GetRunsAsync").ConfigureAwait(false);
        Assert.Empty(await RunsAsync(history).ConfigureAwait(false));
    });

    private static async Task<IReadOnlyList<RunRecord>> RunsAsync(IRunHistory history) =>
        await history.GetRunsAsync(Table, cancellationToken: CancellationToken.None).ConfigureAwait(false);

    private static void RequireSame(RunRecord expected, RunRecord actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected, Everything), JsonSerializer.Serialize(actual, Everything));

    // Texts that quoting and encodings get wrong, and numbers that text loses.
    private static RunRecord Full(string run) => new(run, "claims", Table, RunStatus.Published, Begin, Begin.AddTicks(1_234_567))
    {
        Version = 7,
        Source = "folder 'in'; drop table runs; --",
        Delivery = "claims Ω \"2024\" 😀.csv",
        PlanHash = "ab12",
        Partitions = [new("in/a.csv", "id-1", 1_234, new string('a', 64), 1_000, "raw/a"), new("in/b", "id-2", -1, null, 5, null)],
        RawStore = "file:///lake",
        Masks = new Dictionary<string, string> { ["name"] = "drop" },
        Rows = new(1_005, 990, 10, 4, 1),
        Detected = new Dictionary<string, string> { ["delimiter"] = ";" },
        ColumnCounts = [new("zip", "marker ?", 3)],
        Metrics = new Dictionary<string, double> { ["mean(age)"] = 0.1 + 0.2, ["rows"] = 1_005 },
        Validation =
        [
            new("range(age, 16, 110)", ["age"], Severity.Error, FailureAction.Quarantine, false, 1_005, 10, new string('ä', 5_000), [new("in/a.csv", 3, "age", "-1"), new("in/a.csv", 4, "ssn", null)]),
            new("row_count", [], Severity.Warning, FailureAction.Hold, true, 1_005, 0, "fine", []),
        ],
        Drift = new(6, true, [new("age", DriftKind.Covariate, "kolmogorov_smirnov", new(0.25, 1e-300, 0.05, 0.25, 0.1, 900, 990, [], "few rows"), 2e-300, true)], null),
        Files = [new("part-0.parquet", 4_000, new string('b', 64), 990)],
        Reasons = ["released by ops"],
    };

    private async Task WithAsync(Func<IMetadataStore, IRunHistory, Task> test)
    {
        IMetadataStore store = await CreateAsync().ConfigureAwait(false);
        try
        {
            IRunHistory history = store as IRunHistory ?? throw new Xunit.Sdk.XunitException($"{store.GetType().Name} is no IRunHistory, so what it recorded cannot be read.");
            await test(store, history).ConfigureAwait(false);
        }
        finally
        {
            await Expect.DisposeAsync(store).ConfigureAwait(false);
        }
    }
}
