using System.Text.Json;

namespace DataIngestion.Sources;

public sealed class FilePlanningTests : IDisposable
{
    private readonly SourceFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Plan_EmptyOrMissingFolder_IsNothingNew()
    {
        SourcePlan plan = await _fixture.PlanAsync();

        plan.Deliveries.ShouldBeEmpty();
        plan.Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_NewFiles_AreDeliveriesInOrdinalOrderAndThenKnown()
    {
        _fixture.Write("b.txt", "2");
        _fixture.Write("a.txt", "11");
        _fixture.Write("B.txt", "333");
        _fixture.Write("other.csv", "4");

        (await _fixture.PublishAsync()).ShouldBe(["B.txt=333", "a.txt=11", "b.txt=2"]);
        SourcePlan again = await _fixture.PlanAsync();
        again.Deliveries.ShouldBeEmpty();
        again.Notices.ShouldBeEmpty();

        _fixture.Write("c.txt", "55555");
        (await _fixture.PublishAsync()).ShouldBe(["c.txt=55555"]);
    }

    [Fact]
    public async Task Plan_SameFilesTwice_IsTheSamePlan()
    {
        _fixture.Write("a.txt", "1");
        _fixture.Write("b.txt", "22");

        JsonSerializer.Serialize(await _fixture.PlanAsync()).ShouldBe(JsonSerializer.Serialize(await _fixture.PlanAsync()));
    }

    [Fact]
    public async Task Plan_Together_IsOneDelivery()
    {
        _fixture.Options = _fixture.Options with { Grouping = DeliveryGrouping.Together };
        _fixture.Write("a.txt", "1");
        _fixture.Write("b.txt", "22");
        _fixture.Write("c.txt", "333");

        SourceDelivery delivery = (await _fixture.PlanAsync()).Deliveries.ShouldHaveSingleItem();
        delivery.Name.ShouldBe("a.txt to c.txt (3 files)");
        delivery.Partitions.Select(partition => partition.Origin).ShouldBe(["in/a.txt", "in/b.txt", "in/c.txt"]);
        delivery.Partitions.Select(partition => partition.Length).ShouldBe([1, 2, 3]);
        (await _fixture.PublishAsync()).Length.ShouldBe(3);
        (await _fixture.PlanAsync()).Deliveries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_FileWasTouched_IsKnownAndHashedOnce()
    {
        _fixture.Write("a.txt", "1");
        await _fixture.PublishAsync();
        string before = _fixture.Cursor!.Value;
        File.SetLastWriteTimeUtc(_fixture.Folder.Full("in/a.txt"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        SourcePlan plan = await _fixture.PlanAsync();
        plan.Deliveries.ShouldBeEmpty();
        plan.Notices.ShouldBeEmpty();

        // The next cursor holds the new tag.
        _fixture.Write("b.txt", "22");
        await _fixture.PublishAsync();
        StoreEntry now = (await _fixture.Store.StatAsync("in/a.txt"))!;
        _fixture.Cursor.Value.ShouldContain(now.ETag);
        before.ShouldNotContain(now.ETag);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("longer")]
    public async Task Plan_FileChanged_RefusesByDefaultAndTakesByOption(string changed)
    {
        _fixture.Write("a.txt", "1");
        await _fixture.PublishAsync();
        _fixture.Write("a.txt", changed);
        if (changed.Length == 1)
        {
            // A rewrite within one tick of the file system's clock keeps the tag; StableFor exists for that.
            File.SetLastWriteTimeUtc(_fixture.Folder.Full("in/a.txt"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        SourcePlan refused = await _fixture.PlanAsync();
        refused.Deliveries.ShouldBeEmpty();
        SourceNotice notice = refused.Notices.ShouldHaveSingleItem();
        (notice.Kind, notice.Origin).ShouldBe((SourceNoticeKind.Changed, "in/a.txt"));

        _fixture.Options = _fixture.Options with { OnChanged = ChangedFiles.Take };
        (await _fixture.PublishAsync()).ShouldBe([$"a.txt={changed}"]);
        (await _fixture.PlanAsync()).Deliveries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_SameContentUnderAnotherName_IsNoticedAndNotTaken()
    {
        _fixture.Write("a.txt", "same");
        _fixture.Write("x.txt", "size");
        await _fixture.PublishAsync();
        _fixture.Write("b.txt", "same");

        SourcePlan plan = await _fixture.PlanAsync();

        plan.Deliveries.ShouldBeEmpty();
        SourceNotice notice = plan.Notices.ShouldHaveSingleItem();
        (notice.Kind, notice.Origin).ShouldBe((SourceNoticeKind.DuplicateContent, "in/b.txt"));
        notice.Message.ShouldContain("in/a.txt");
    }

    [Fact]
    public async Task Plan_TwoNewFilesWithTheSameContent_TakesTheFirst()
    {
        _fixture.Write("a.txt", "same");
        _fixture.Write("b.txt", "same");
        _fixture.Write("c.txt", "size");

        (await _fixture.PlanAsync()).Notices.ShouldHaveSingleItem().Origin.ShouldBe("in/b.txt");
        (await _fixture.PublishAsync()).ShouldBe(["a.txt=same", "c.txt=size"]);
        (await _fixture.PlanAsync()).Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_DuplicateOfAHeldFile_WaitsWithIt()
    {
        _fixture.Write("a.txt", "same");
        _fixture.Write("b.txt", "same");
        _fixture.Write("c.txt", "other length");
        SourcePlan plan = await _fixture.PlanAsync();

        // Only c is published; a is held and then removed: b is the only bearer of the content.
        SourceDelivery published = plan.Deliveries.Single(delivery => delivery.Name == "c.txt");
        (_, PartitionReceipt receipt) = await SourceFixture.ReadAsync(_fixture.Source, published.Partitions[0], new SourceReadRequest());
        _fixture.Cursor = _fixture.Source.Advance(null, published, [receipt]);
        File.Delete(_fixture.Folder.Full("in/a.txt"));

        (await _fixture.PublishAsync()).ShouldBe(["b.txt=same"]);
    }

    [Fact]
    public async Task Plan_FileVanishes_IsReportedForgottenAndNewWhenItComesBack()
    {
        _fixture.Write("a.txt", "1");
        await _fixture.PublishAsync();
        File.Delete(_fixture.Folder.Full("in/a.txt"));
        SourceNotice notice = (await _fixture.PlanAsync()).Notices.ShouldHaveSingleItem();
        (notice.Kind, notice.Origin).ShouldBe((SourceNoticeKind.Vanished, "in/a.txt"));

        _fixture.Write("b.txt", "22");
        await _fixture.PublishAsync();
        _fixture.Cursor!.Value.ShouldNotContain("a.txt");
        (await _fixture.PlanAsync()).Notices.ShouldBeEmpty();

        _fixture.Write("a.txt", "1");
        (await _fixture.PublishAsync()).ShouldBe(["a.txt=1"]);
    }

    [Fact]
    public async Task Plan_FileVanishesAndIsRemembered_IsKnownWhenItComesBack()
    {
        _fixture.Options = _fixture.Options with { RememberVanished = true };
        _fixture.Write("a.txt", "1");
        await _fixture.PublishAsync();
        File.Delete(_fixture.Folder.Full("in/a.txt"));
        _fixture.Write("b.txt", "22");
        await _fixture.PublishAsync();

        _fixture.Write("a.txt", "1");

        SourcePlan plan = await _fixture.PlanAsync();
        plan.Deliveries.ShouldBeEmpty();
        plan.Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_FileWasRenamed_IsNeverTakenAgain()
    {
        _fixture.Write("a.txt", "same");
        await _fixture.PublishAsync();
        File.Move(_fixture.Folder.Full("in/a.txt"), _fixture.Folder.Full("in/renamed.txt"));
        (await _fixture.PlanAsync()).Notices.Select(notice => notice.Kind).ShouldBe([SourceNoticeKind.DuplicateContent, SourceNoticeKind.Vanished]);

        // The old name leaves the ledger with this delivery, the new one must enter it.
        _fixture.Write("b.txt", "22");
        (await _fixture.PublishAsync()).ShouldBe(["b.txt=22"]);

        SourcePlan plan = await _fixture.PlanAsync();
        plan.Deliveries.ShouldBeEmpty();
        plan.Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task Advance_HeldDeliveryIsReleasedLate_KeepsWhatIsNewerInTheLedger()
    {
        _fixture.Write("a.txt", "1");
        await _fixture.PublishAsync();
        File.Delete(_fixture.Folder.Full("in/a.txt"));
        _fixture.Write("held.txt", "333");
        SourceDelivery held = (await _fixture.PlanAsync()).Deliveries.ShouldHaveSingleItem();
        (_, PartitionReceipt receipt) = await SourceFixture.ReadAsync(_fixture.Source, held.Partitions[0], new SourceReadRequest());

        // Meanwhile another delivery makes the ledger forget a, which comes back and is published.
        _fixture.Cursor = _fixture.Source.Advance(_fixture.Cursor, held with { Partitions = [] }, []);
        _fixture.Write("a.txt", "11");
        SourceDelivery back = (await _fixture.PlanAsync()).Deliveries.Single(delivery => delivery.Name == "a.txt");
        (_, PartitionReceipt backReceipt) = await SourceFixture.ReadAsync(_fixture.Source, back.Partitions[0], new SourceReadRequest());
        _fixture.Cursor = _fixture.Source.Advance(_fixture.Cursor, back, [backReceipt]);
        _fixture.Cursor = _fixture.Source.Advance(_fixture.Cursor, held, [receipt]);

        (await _fixture.PlanAsync()).Deliveries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Advance_DiscardedUnread_IsKnownAndItsCopyIsADuplicate()
    {
        _fixture.Write("a.txt", "same");
        SourceDelivery delivery = (await _fixture.PlanAsync()).Deliveries.ShouldHaveSingleItem();
        _fixture.Cursor = _fixture.Source.Advance(null, delivery, []);

        (await _fixture.PlanAsync()).Deliveries.ShouldBeEmpty();
        _fixture.Write("b.txt", "same");
        SourcePlan plan = await _fixture.PlanAsync();
        plan.Deliveries.ShouldBeEmpty();
        plan.Notices.ShouldHaveSingleItem().Kind.ShouldBe(SourceNoticeKind.DuplicateContent);
    }

    [Fact]
    public async Task Advance_WrongReceipts_IsMisuse()
    {
        _fixture.Write("a.txt", "1");
        SourceDelivery delivery = (await _fixture.PlanAsync()).Deliveries[0];
        PartitionReceipt foreign = new("in/a.txt", "other identity", 1, null, 1, null);

        Should.Throw<ArgumentException>(() => _fixture.Source.Advance(null, delivery, [foreign]));
        Should.Throw<ArgumentException>(() => _fixture.Source.Advance(null, delivery, [foreign, foreign]));
    }

    [Theory]
    [InlineData(2, "{\"files\":{}}")]
    [InlineData(1, "no json")]
    [InlineData(1, "null")]
    [InlineData(1, "{}")]
    public async Task Plan_CursorOfAnotherSource_IsRefused(int version, string value)
    {
        _fixture.Cursor = new SourceCursor(version, value);

        await Should.ThrowAsync<SourceException>(async () => await _fixture.PlanAsync());
    }

    [Fact]
    public async Task Plan_UnreadableFileNeedsComparing_DoesNotBlockOthers()
    {
        _fixture.Write("a.txt", "same");
        await _fixture.PublishAsync();
        _fixture.Write("b.txt", "size");
        _fixture.Write("c.txt", "another");
        await using FileStream locked = new(_fixture.Folder.Full("in/b.txt"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        SourcePlan plan = await _fixture.PlanAsync();

        plan.Deliveries.Select(delivery => delivery.Name).ShouldBe(["c.txt"]);
        SourceNotice notice = plan.Notices.ShouldHaveSingleItem();
        (notice.Kind, notice.Origin).ShouldBe((SourceNoticeKind.NotReady, "in/b.txt"));
    }

    [Fact]
    public void Options_BatchRowsBelowOne_IsMisuse() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new FileSourceOptions { BatchRows = 0 });
}
