using System.Security.Cryptography;
using DataIngestion.Storage;

namespace DataIngestion.Sources;

public sealed class FileReadingTests : IDisposable
{
    private static readonly string Lines = string.Join('\n', Enumerable.Range(0, 100_000));

    private readonly SourceFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_ToTheEnd_VouchesForAllBytesAndKeepsThem(bool needsSeeking)
    {
        // The format stops at END; what follows still belongs to the original.
        string content = Lines + "\nEND\nafter the end";
        (ISource source, SourcePartition partition) = await PlanAsync(content, needsSeeking);
        RawZone raw = new(_fixture.Store.Zone("raw"), "table");

        (string lines, PartitionReceipt receipt) = await SourceFixture.ReadAsync(source, partition, new SourceReadRequest { Raw = raw });

        lines.ShouldBe(Lines.Replace('\n', '|'));
        receipt.ShouldBe(new PartitionReceipt(
            "in/a.txt",
            partition.Identity,
            content.Length,
            Convert.ToHexStringLower(SHA256.HashData(TestFolder.Bytes(content))),
            100_000,
            $"raw/table/in/a.txt/{partition.Identity[..16]}.txt"));
        File.ReadAllText(_fixture.Folder.Full(receipt.RawPath!)).ShouldBe(content);

        // Once more: equal rows, and the equal copy is kept.
        (string again, PartitionReceipt second) = await SourceFixture.ReadAsync(source, partition, new SourceReadRequest { Raw = raw });
        again.ShouldBe(lines);
        second.ShouldBe(receipt);
        _fixture.Folder.Files().Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_GivenUp_LeavesNoRawCopy(bool needsSeeking)
    {
        (ISource source, SourcePartition partition) = await PlanAsync(Lines, needsSeeking);
        await using (SourceReader reader = await source.OpenAsync(
            partition, new SourceReadRequest { Raw = new RawZone(_fixture.Store.Zone("raw"), "table") }))
        {
            (await reader.ReadAsync())!.Dispose();
            await Should.ThrowAsync<InvalidOperationException>(async () => await reader.CompleteAsync());
            reader.Detected["shape"].ShouldBe("lines");
            reader.Schema.FieldsList.ShouldHaveSingleItem().Name.ShouldBe("line");
        }

        _fixture.Folder.Files().ShouldBe(["in/a.txt"]);
    }

    [Theory]
    [InlineData("replace", false)]
    [InlineData("replace", true)]
    [InlineData("truncate", false)]
    [InlineData("truncate", true)]
    [InlineData("append", false)]
    [InlineData("overwrite", false)]
    [InlineData("overwrite", true)]
    [InlineData("break", false)]
    [InlineData("remove", false)]
    [InlineData("remove", true)]
    public async Task Read_FileChangesMeanwhile_NamesTheFileAndKeepsNothing(string change, bool needsSeeking)
    {
        (ISource source, SourcePartition partition) = await PlanAsync(Lines, needsSeeking, () => Change(change));
        RawZone raw = new(_fixture.Store.Zone("raw"), "table");

        SourceException failure = await Should.ThrowAsync<SourceException>(
            async () => await SourceFixture.ReadAsync(source, partition, new SourceReadRequest { Raw = raw }));

        failure.Origin.ShouldBe("in/a.txt");
        failure.Message.ShouldContain("in/a.txt");
        failure.Message.ShouldContain("while it was being read");
        _fixture.Folder.Files().Where(file => file.StartsWith("raw", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("replace")]
    [InlineData("truncate")]
    [InlineData("remove")]
    public async Task Open_FileChangedSincePlanning_NamesTheFile(string change)
    {
        (ISource source, SourcePartition partition) = await PlanAsync(Lines, needsSeeking: false);
        Change(change);

        SourceException failure = await Should.ThrowAsync<SourceException>(async () => await source.OpenAsync(partition, new SourceReadRequest()));

        failure.Origin.ShouldBe("in/a.txt");
        failure.Message.ShouldContain("since it was planned");
    }

    [Fact]
    public async Task Read_BrokenFileThatDidNotChange_KeepsTheFormatsOwnError()
    {
        (ISource source, SourcePartition partition) = await PlanAsync("1\nBROKEN\n", needsSeeking: false);

        await using SourceReader reader = await source.OpenAsync(partition, new SourceReadRequest());
        await Should.ThrowAsync<InvalidDataException>(async () => await reader.ReadAsync());
        await Should.ThrowAsync<InvalidOperationException>(async () => await reader.ReadAsync());
        await Should.ThrowAsync<InvalidOperationException>(async () => await reader.CompleteAsync());
    }

    [Fact]
    public async Task Open_StateOfAnotherSource_IsRefused()
    {
        (ISource source, SourcePartition partition) = await PlanAsync(Lines, needsSeeking: false);

        await Should.ThrowAsync<SourceException>(async () => await source.OpenAsync(partition with { State = "{}" }, new SourceReadRequest()));
    }

    [Fact]
    public void Name_Source_SaysFormatStoreAndPattern() => _fixture.Source.Name.ShouldBe($"lines {_fixture.Folder.Path}/in/*.txt");

    private async Task<(ISource Source, SourcePartition Partition)> PlanAsync(string content, bool needsSeeking, Action? afterFirstBatch = null)
    {
        _fixture.Write("a.txt", content);
        FileSourceOptions options = _fixture.Options with { BatchRows = 1_000 };
        ISource source = FileSource.Create(_fixture.Store, "in/*.txt", new LineFormat(needsSeeking, afterFirstBatch), options);
        return (source, (await source.PlanAsync(null)).Deliveries.Single().Partitions.Single());
    }

    private void Change(string change)
    {
        string file = _fixture.Folder.Full("in/a.txt");
        switch (change)
        {
            case "replace":
                File.WriteAllText(file + ".new", Lines);
                File.Move(file + ".new", file, overwrite: true);
                break;
            case "remove":
                File.Delete(file);
                break;
            default:
                Rewrite(file, change);
                break;
        }
    }

    private static void Rewrite(string file, string change)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (change == "truncate")
        {
            stream.SetLength(stream.Length / 2);
            return;
        }

        stream.Position = change == "append" ? stream.Length : stream.Length - 20;
        stream.Write(change == "break" ? "\nBROKEN\n"u8 : "changed"u8);
    }
}
