using System.Security.Cryptography;
using DataIngestion.Storage;

namespace DataIngestion.Sources;

public sealed class RawZoneTests : IDisposable
{
    private static readonly SourcePartition Partition = new("incoming/2026-01.csv.gz", "0123456789abcdef0123456789abcdef", 3);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Complete_NewOriginal_IsKeptUnderOriginAndIdentityForTheOwnerOnly()
    {
        string path = await CopyAsync(Partition, "abc");

        path.ShouldBe("raw/claims/incoming/2026-01.csv.gz/0123456789abcdef.csv.gz");
        File.ReadAllText(_folder.Full(path)).ShouldBe("abc");
        _folder.Mode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Complete_EqualCopyIsThere_ReusesIt()
    {
        string first = await CopyAsync(Partition, "abc");
        DateTime written = File.GetLastWriteTimeUtc(_folder.Full(first));

        (await CopyAsync(Partition, "abc")).ShouldBe(first);

        File.GetLastWriteTimeUtc(_folder.Full(first)).ShouldBe(written);
        _folder.Files().ShouldBe([first]);
    }

    [Fact]
    public async Task Complete_OtherContentIsThere_NamesBoth()
    {
        string first = await CopyAsync(Partition, "abc");

        SourceException failure = await Should.ThrowAsync<SourceException>(async () => await CopyAsync(Partition, "xyz"));

        failure.Message.ShouldContain(first);
        failure.Message.ShouldContain(Partition.Origin);
        File.ReadAllText(_folder.Full(first)).ShouldBe("abc");
        _folder.Files().ShouldBe([first]);
    }

    [Theory]
    [InlineData("a/b.csv", "t/a/b.csv/id.csv")]
    [InlineData("a/b.csv.zst", "t/a/b.csv.zst/id.csv.zst")]
    [InlineData("a.b/c.parquet", "t/a.b/c.parquet/id.parquet")]
    [InlineData("a/b.2026.csv", "t/a/b.2026.csv/id.csv")]
    [InlineData("a/b", "t/a/b/id")]
    [InlineData("../up.csv", "t/%2E%2E%2Fup%2Ecsv/id")]
    [InlineData("postgres://host/db.table", "t/postgres%3A%2F%2Fhost%2Fdb%2Etable/id")]
    public void PathOf_Origin_IsAStorePathWithTheOriginsExtension(string origin, string expected) =>
        new RawZone(_folder.Store.Zone(""), "t").PathOf(new SourcePartition(origin, "id", -1)).ShouldBe(expected);

    private async Task<string> CopyAsync(SourcePartition partition, string content)
    {
        RawZone zone = new(_folder.Store.Zone("raw"), "claims");
        await using RawCopy copy = await zone.BeginAsync(partition);
        await copy.Stream.WriteAsync(TestFolder.Bytes(content));
        return await copy.CompleteAsync(Convert.ToHexStringLower(SHA256.HashData(TestFolder.Bytes(content))));
    }
}
