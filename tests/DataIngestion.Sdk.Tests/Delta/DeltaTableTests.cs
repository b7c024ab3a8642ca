using DataIngestion.Storage;

namespace DataIngestion.Delta;

public sealed class DeltaTableTests
{
    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_NoLog_IsNull() => (await DeltaTables.Open(_store).ReadAsync(null, Cancellation)).ShouldBeNull();

    [Fact]
    public async Task ReadAsync_LogWithoutCommits_IsAnError()
    {
        await DeltaTables.PutAsync(_store, "_last_checkpoint", "{}");

        await Should.ThrowAsync<DeltaTableException>(async () => await DeltaTables.Open(_store).ReadAsync(null, Cancellation));
    }

    [Fact]
    public async Task TryCommitAsync_FirstCommits_AreReadBack()
    {
        DeltaTable table = await DeltaTables.CreateAsync(_store, "b", "a");
        (await table.TryCommitAsync(1, DeltaTables.Append("c") with { Transactions = [new("app", 7)], Domains = [new("d", "1"), new("e", "2")] }, Cancellation)).ShouldBeTrue();
        (await table.TryCommitAsync(2, new() { Domains = [new("d", "", Removed: true)] }, Cancellation)).ShouldBeTrue();

        DeltaSnapshot snapshot = (await DeltaTables.Open(_store).ReadAsync(null, Cancellation)).ShouldNotBeNull();

        snapshot.Version.ShouldBe(2);
        snapshot.Files.Keys.ShouldBe(["a", "b", "c"]);
        snapshot.Transactions["app"].Version.ShouldBe(7);
        snapshot.Domains.ShouldBe([new("e", "2")]);
        (await table.ReadAsync(0, Cancellation))!.Files.Keys.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task TryCommitAsync_ManyCommittersOfOneVersion_ExactlyOneWins()
    {
        await DeltaTables.CreateAsync(_store);
        for (long version = 1; version <= 25; version++)
        {
            long at = version;
            bool[] won = await Task.WhenAll(Enumerable.Range(0, 4).Select(committer => Task.Run(
                async () => await DeltaTables.Open(_store).TryCommitAsync(at, DeltaTables.Append($"{at}-{committer}"), Cancellation), Cancellation)));

            won.Count(one => one).ShouldBe(1);
            DeltaSnapshot snapshot = (await DeltaTables.Open(_store).ReadAsync(null, Cancellation)).ShouldNotBeNull();
            snapshot.Version.ShouldBe(version);
            snapshot.Files.Keys.Single(path => path.StartsWith($"{at}-")).ShouldBe($"{at}-{Array.IndexOf(won, true)}");
        }
    }

    // The gate holds both writers after they have validated, so that both really try to create the entry.
    [Fact]
    public async Task TryCommitAsync_TwoCommittersPastTheirChecks_ExactlyOneWins()
    {
        await DeltaTables.CreateAsync(_store);
        using Barrier gate = new(2);
        _store.BeforeComplete = path =>
        {
            if (path.EndsWith("1.json", StringComparison.Ordinal))
            {
                gate.SignalAndWait(TimeSpan.FromSeconds(20)).ShouldBeTrue();
            }
        };

        bool[] won = await Task.WhenAll(Enumerable.Range(0, 2).Select(committer => Task.Run(
            async () => await DeltaTables.Open(_store).TryCommitAsync(1, DeltaTables.Append($"{committer}"), Cancellation), Cancellation)));

        won.Count(one => one).ShouldBe(1);
        (await DeltaTables.Open(_store).ReadCommitAsync(1, Cancellation)).Adds.Single().Path.ShouldBe($"{Array.IndexOf(won, true)}");
    }

    [Fact]
    public async Task TryCommitAsync_VersionCleanedOutOfTheLog_IsTaken()
    {
        DeltaTable table = await DeltaTables.CreateAsync(_store);
        for (long version = 1; version <= 10; version++)
        {
            await table.TryCommitAsync(version, DeltaTables.Append($"f{version}"), Cancellation);
        }

        await _store.DeleteAsync("lake/claims/_delta_log/00000000000000000000.json", Cancellation);

        (await DeltaTables.Open(_store).TryCommitAsync(0, DeltaTables.First(), Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task TryCommitAsync_VersionWithAGap_IsMisuse()
    {
        DeltaTable table = await DeltaTables.CreateAsync(_store);

        await Should.ThrowAsync<InvalidOperationException>(async () => await table.TryCommitAsync(2, DeltaTables.Append("a"), Cancellation));
        await Should.ThrowAsync<InvalidOperationException>(async () => await DeltaTables.Open(new InMemoryStore()).TryCommitAsync(1, DeltaTables.First(), Cancellation));
    }

    [Fact]
    public async Task TryCommitAsync_TableReplacedBehindTheCache_LeavesNoGap()
    {
        DeltaTable table = await DeltaTables.CreateAsync(_store);
        await table.TryCommitAsync(1, DeltaTables.Append("a"), Cancellation);
        await _store.DeleteAsync("lake/claims/_delta_log/00000000000000000001.json", Cancellation);

        await Should.ThrowAsync<InvalidOperationException>(async () => await table.TryCommitAsync(2, DeltaTables.Append("b"), Cancellation));
    }

    [Fact]
    public async Task Overwrite_OfASnapshot_LeavesOnlyTheNewFiles()
    {
        DeltaTable table = await DeltaTables.CreateAsync(_store, "a", "b");
        DeltaSnapshot before = (await table.ReadAsync(null, Cancellation)).ShouldNotBeNull();

        (await table.TryCommitAsync(1, DeltaCommit.Overwrite(before, DeltaTables.Append("c").Adds, DeltaTables.Start), Cancellation)).ShouldBeTrue();

        DeltaSnapshot after = (await table.ReadAsync(null, Cancellation)).ShouldNotBeNull();
        after.Files.Keys.ShouldBe(["c"]);
        after.Tombstones.Keys.ShouldBe(["a", "b"]);
    }

    // Rebasing an overwrite without new removes would report the loser's files as removed and keep the winner's.
    [Fact]
    public async Task TryCommitAsync_OverwriteBuiltOnAnOlderVersion_IsRefused()
    {
        DeltaTable table = await DeltaTables.CreateAsync(_store, "a");
        DeltaSnapshot before = (await table.ReadAsync(null, Cancellation)).ShouldNotBeNull();
        await table.TryCommitAsync(1, DeltaCommit.Overwrite(before, DeltaTables.Append("b").Adds, DeltaTables.Start), Cancellation);

        await Should.ThrowAsync<InvalidOperationException>(
            async () => await table.TryCommitAsync(2, DeltaCommit.Overwrite(before, DeltaTables.Append("c").Adds, DeltaTables.Start), Cancellation));
    }

    [Fact]
    public async Task ReadAsync_VersionThatIsNotThere_NamesTheLatest()
    {
        DeltaTable table = await DeltaTables.CreateAsync(_store);

        (await Should.ThrowAsync<DeltaTableException>(async () => await table.ReadAsync(3, Cancellation))).Message.ShouldContain("latest is 0");
        await Should.ThrowAsync<DeltaTableException>(async () => await table.ReadCommitAsync(3, Cancellation));
    }

    [Fact]
    public async Task HistoryAsync_AfterCommits_IsNewestFirst()
    {
        DeltaTable table = await DeltaTables.CreateAsync(_store);
        await table.TryCommitAsync(1, DeltaTables.Append("a"), Cancellation);
        List<long> versions = [];
        await foreach ((long version, DeltaCommit commit) in table.HistoryAsync(Cancellation))
        {
            versions.Add(version);
            commit.Adds.Count.ShouldBe(version == 1 ? 1 : 0);
        }

        versions.ShouldBe([1L, 0]);
    }

    [Theory]
    [InlineData("../outside.parquet")]
    [InlineData("/elsewhere/outside.parquet")]
    [InlineData("s3://bucket/outside.parquet")]
    public async Task ReadAsync_ActiveFileOutsideTheTable_IsRefused(string path)
    {
        await DeltaTables.CreateAsync(_store);
        await DeltaTables.PutAsync(
            _store, "00000000000000000001.json", $$$"""{"add":{"path":"{{{path}}}","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}""");

        (await Should.ThrowAsync<DeltaTableException>(async () => await DeltaTables.Open(_store).ReadAsync(null, Cancellation))).Message.ShouldContain(path);
    }

    [Fact]
    public async Task TryCommitAsync_Cancelled_WritesNothing()
    {
        DeltaTable table = await DeltaTables.CreateAsync(_store);
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await table.TryCommitAsync(1, DeltaTables.Append("a"), cancelled.Token));
        _store.Paths.ShouldBe(["lake/claims/_delta_log/00000000000000000000.json"]);
    }
}
