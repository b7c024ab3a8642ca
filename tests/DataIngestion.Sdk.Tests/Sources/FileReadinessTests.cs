using System.Security.Cryptography;
using DataIngestion.Storage;

namespace DataIngestion.Sources;

public sealed class FileReadinessTests : IDisposable
{
    private readonly SourceFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task StableFor_YoungFile_IsTakenWhenItIsOldEnough()
    {
        ManualTime clock = new(DateTimeOffset.UnixEpoch);
        _fixture.Options = new FileSourceOptions { Clock = clock };
        _fixture.Write("a.txt", "1");
        DateTimeOffset written = (await _fixture.Store.StatAsync("in/a.txt"))!.LastModified;

        foreach (double age in new[] { -60, 0, 1.999 })
        {
            clock.Now = written.AddSeconds(age);
            SourcePlan plan = await _fixture.PlanAsync();
            plan.Deliveries.ShouldBeEmpty();
            plan.Notices.ShouldHaveSingleItem().Kind.ShouldBe(SourceNoticeKind.NotReady);
        }

        clock.Now = written.AddSeconds(2);
        (await _fixture.PublishAsync()).ShouldBe(["a.txt=1"]);
    }

    [Fact]
    public async Task Marker_FileIsReadyWithItsMarker_AndMarkersAreNoData()
    {
        _fixture.Options = new FileSourceOptions { Ready = FileReadiness.Marker(".ok.txt") };
        _fixture.Write("a.txt", "1");
        _fixture.Write("b.txt", "22");
        _fixture.Write("b.txt.ok.txt", "");

        SourcePlan plan = await _fixture.PlanAsync();
        SourceNotice notice = plan.Notices.ShouldHaveSingleItem();
        (notice.Kind, notice.Origin).ShouldBe((SourceNoticeKind.NotReady, "in/a.txt"));
        (await _fixture.PublishAsync()).ShouldBe(["b.txt=22"]);

        _fixture.Write("a.txt.ok.txt", "");
        (await _fixture.PublishAsync()).ShouldBe(["a.txt=1"]);
    }

    [Fact]
    public async Task Manifest_OnlyListedFiles_AreReadyAndMissingOnesAreNamed()
    {
        _fixture.Options = new FileSourceOptions { Ready = FileReadiness.Manifest("LIST.txt") };
        _fixture.Write("a.txt", "1");
        _fixture.Write("b.txt", "22");
        _fixture.Write("LIST.txt", "\uFEFFa.txt\r\n\r\nmissing.txt\nmissing.csv\n");

        SourcePlan plan = await _fixture.PlanAsync();

        plan.Notices.Select(notice => (notice.Kind, notice.Origin)).ShouldBe(
            [(SourceNoticeKind.NotReady, "in/b.txt"), (SourceNoticeKind.NotReady, "in/missing.txt")]);
        (await _fixture.PublishAsync()).ShouldBe(["a.txt=1"]);
    }

    [Fact]
    public async Task Manifest_WithHashes_IsHeldAgainstTheContent()
    {
        _fixture.Options = new FileSourceOptions { Ready = FileReadiness.Manifest() };
        string hash = Convert.ToHexString(SHA256.HashData("1"u8));
        _fixture.Write("a.txt", "1");
        _fixture.Write("b.txt", "2");
        _fixture.Write("MANIFEST", $"{hash}  a.txt\n{hash} *b.txt\n");

        SourcePlan plan = await _fixture.PlanAsync();
        await SourceFixture.ReadAsync(_fixture.Source, plan.Deliveries[0].Partitions[0], new SourceReadRequest());
        SourceException failure = await Should.ThrowAsync<SourceException>(
            async () => await SourceFixture.ReadAsync(_fixture.Source, plan.Deliveries[1].Partitions[0], new SourceReadRequest()));

        failure.Origin.ShouldBe("in/b.txt");
        failure.Message.ShouldContain("in/MANIFEST");
    }

    [Theory]
    [InlineData("../a.txt")]
    [InlineData("/etc/passwd")]
    public async Task Manifest_ListsNoNameBelowItsFolder_IsRefused(string line)
    {
        _fixture.Options = new FileSourceOptions { Ready = FileReadiness.Manifest() };
        _fixture.Write("MANIFEST", line);

        (await Should.ThrowAsync<SourceException>(async () => await _fixture.PlanAsync())).Origin.ShouldBe("in/MANIFEST");
    }

    [Fact]
    public void Factories_Nonsense_IsMisuse()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => FileReadiness.StableFor(TimeSpan.FromTicks(-1)));
        Should.Throw<ArgumentException>(() => FileReadiness.Marker(""));
        Should.Throw<ArgumentException>(() => FileReadiness.Marker("/done"));
        Should.Throw<ArgumentException>(() => FileReadiness.Manifest("a/b"));
        Should.Throw<ArgumentException>(() => FileReadiness.Manifest(".."));
        Should.Throw<ArgumentException>(() => FileReadiness.Manifest(StorePath.LockName));
    }
}
