namespace DataIngestion.Metadata;

public sealed class SqliteMetadataStoreConformance : MetadataStoreConformance, IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<IMetadataStore> CreateAsync() => new(SqliteMetadataStore.Open(Path.Combine(_folder.Next(), "metadata.db")));
}

public sealed class InMemoryMetadataStoreConformance : MetadataStoreConformance
{
    protected override ValueTask<IMetadataStore> CreateAsync() => new(new InMemoryMetadataStore());
}

/// <summary>Each broken store fails exactly the facts about what is broken in it.</summary>
public sealed class BrokenMetadataStoreTests
{
    [Theory]
    [InlineData("keeps the first", "RecordAsync_SameRunAgain_Replaces")]
    [InlineData("oldest first", "GetRunsAsync_Runs_AreThoseOfTheTableNewestFirst")]
    [InlineData("rounds", "RecordAsync_Run_IsReadBackWhole", "RecordAsync_SameRunAgain_Replaces")]
    [InlineData("ignores cancellation", "EveryMember_Cancelled_ThrowsOperationCanceled")]
    public async Task BrokenStore_OneFault_FailsItsFacts(string fault, params string[] facts) =>
        (await Suite.FailingAsync(() => new Broken(fault))).ShouldBe(facts);

    private sealed class Broken(string fault) : MetadataStoreConformance
    {
        protected override ValueTask<IMetadataStore> CreateAsync() => new(new Store(fault));
    }

    private sealed class Store(string fault) : IMetadataStore, IRunHistory
    {
        private readonly InMemoryMetadataStore _store = new();

        public async ValueTask RecordAsync(RunRecord run, CancellationToken cancellationToken = default)
        {
            CancellationToken token = fault == "ignores cancellation" ? CancellationToken.None : cancellationToken;
            bool known = (await _store.GetRunsAsync(run.Table, 1000, token)).Any(earlier => earlier.RunId == run.RunId);
            if (fault != "keeps the first" || !known)
            {
                await _store.RecordAsync(fault == "rounds" && run.FinishedAt != run.StartedAt ? run with { FinishedAt = run.FinishedAt.AddTicks(-1_234_567 % 10) } : run, token);
            }
        }

        public async ValueTask<IReadOnlyList<RunRecord>> GetRunsAsync(string table, int limit = 100, CancellationToken cancellationToken = default)
        {
            IReadOnlyList<RunRecord> runs = await _store.GetRunsAsync(table, limit, fault == "ignores cancellation" ? CancellationToken.None : cancellationToken);
            return fault == "oldest first" ? [.. runs.Reverse()] : runs;
        }
    }
}
