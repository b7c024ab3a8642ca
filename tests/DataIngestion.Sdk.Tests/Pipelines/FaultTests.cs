using System.Diagnostics;
using System.IO.Compression;

namespace DataIngestion.Pipelines;

/// <summary>What breaks around a run: a clear error that names the file, and nothing published.</summary>
public sealed class FaultTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_BrokenGzip_FailsNamingTheFileAndTakesTheOthers()
    {
        using TestLake lake = new();
        byte[] whole = Gzip("id\n" + string.Join('\n', Enumerable.Range(1, 5_000)) + "\n");
        File.WriteAllBytes(lake.Incoming("a.csv.gz"), whole[..(whole.Length / 2)]);
        File.WriteAllBytes(lake.Incoming("b.csv.gz"), Gzip("id\n7\n"));
        PipelineResult result = await lake.Pipeline("incoming/*.csv.gz").Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Failed);
        result.Runs[0].Reasons[0].ShouldContain("a.csv.gz");
        result.Runs[1].Status.ShouldBe(RunStatus.Published);
        (await TestLake.RowsAsync(lake.Table)).ShouldBe(["7"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_SourceChangesWhileItIsRead_FailsNamingTheFile(bool truncate)
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id\n" + string.Join('\n', Enumerable.Range(1, 400_000)) + "\n");
        DataPipeline pipeline = lake.Pipeline(options: new FileSourceOptions { Ready = FileReadiness.Immediately, BatchRows = 1_000 })
            .WithContract(c => c.Column("id", ColumnType.Int64)).Build();
        bool changed = false;
        PipelineResult result = await pipeline.RunWithProgressAsync(
            new Immediately(progress =>
            {
                if (!changed && progress.Rows > 0)
                {
                    changed = true;
                    Change(lake.Incoming("a.csv"), truncate);
                }
            }),
            Cancel);
        changed.ShouldBeTrue();
        result.Status.ShouldBe(PipelineStatus.Failed);
        result.Runs[0].Reasons[0].ShouldContain("incoming/a.csv");
        lake.HasVersion(0).ShouldBeFalse();
        DataFiles(lake).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_DiskFull_ThrowsNamingTheFileAndPublishesNothing()
    {
        using TestLake lake = new();
        string mount = Directory.CreateTempSubdirectory("full-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", mount) != 0)
        {
            Assert.Skip("A small file system cannot be mounted here: this test needs root on Linux.");
        }

        try
        {
            lake.Deliver("a.csv", "id,text\n" + string.Join('\n', Enumerable.Range(1, 60_000).Select(id => $"{id},{Guid.NewGuid()}")) + "\n");
            DataPipeline pipeline = DataPipeline.Create("claims")
                .From(FileSource.Csv(lake.Files, "incoming/*.csv", new FileSourceOptions { Ready = FileReadiness.Immediately }))
                .WithContract(c => c.Column("id", ColumnType.Int64).Column("text", ColumnType.String))
                .StoreProcessed(LocalStore.Open(mount).Zone("processed")).Build();
            IngestionException exception = await Should.ThrowAsync<IngestionException>(() => pipeline.RunAsync(Cancel));
            exception.Message.ShouldSatisfyAllConditions(message => message.ShouldContain("part-"), message => message.ShouldContain("space"));
            Directory.Exists(Path.Combine(mount, "processed/claims/_delta_log")).ShouldBeFalse();
            Directory.EnumerateFiles(mount, "*.parquet", SearchOption.AllDirectories).ShouldBeEmpty();
        }
        finally
        {
            Run("umount", mount).ShouldBe(0);
            Directory.Delete(mount);
        }
    }

    [Fact]
    public async Task VerifyAsync_FlippedByteInAnyPublishedFile_NamesIt()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,30\n2,old\n");
        DataPipeline pipeline = lake.Pipeline()
            .WithContract(c => c.Column("id", ColumnType.Int64).Column("age", ColumnType.Int32).OnMismatch(MismatchPolicy.Quarantine))
            .StoreRaw(lake.Lake.Zone("raw")).Build();
        await pipeline.RunAsync(Cancel);
        (await lake.Table.VerifyAsync(lake.Lake, Cancel)).Intact.ShouldBeTrue();
        string root = Path.Combine(lake.Folder, "lake");
        string[] published = [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)];
        published.Length.ShouldBeGreaterThanOrEqualTo(7);
        foreach (string file in published)
        {
            GovernedTable table = file.Contains("__quarantine", StringComparison.Ordinal) ? lake.Quarantine : lake.Table;
            await FlipAndVerifyAsync(table, lake.Lake, file, Path.GetRelativePath(root, file));
        }
    }

    [Fact]
    public async Task VerifyAsync_FlippedByteInACheckpoint_NamesIt()
    {
        using TestLake lake = new();
        for (int file = 0; file < 12; file++)
        {
            lake.Deliver($"{file:D2}.csv", $"id\n{file}\n");
        }

        (await lake.Pipeline().Build().RunAsync(Cancel)).Runs.Count.ShouldBe(12);
        (await lake.Table.VerifyAsync(lake.Lake, Cancel)).Faults.ShouldBeEmpty();
        string name = "processed/claims/_delta_log/00000000000000000010.checkpoint.parquet";
        await FlipAndVerifyAsync(lake.Table, lake.Lake, Path.Combine(lake.Folder, "lake", name), name, at: 300);
    }

    private static async Task FlipAndVerifyAsync(GovernedTable table, LocalStore store, string file, string name, int? at = null)
    {
        byte[] before = File.ReadAllBytes(file);
        byte[] flipped = [.. before];
        flipped[at ?? (flipped.Length / 2)] ^= 1;
        File.WriteAllBytes(file, flipped);
        VerificationReport report = await table.VerifyAsync(store, Cancel);
        report.Faults.ShouldContain(fault => fault.Path == name, name);
        File.WriteAllBytes(file, before);
    }

    private static void Change(string path, bool truncate)
    {
        if (truncate)
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(file.Length / 3);
        }
        else
        {
            File.WriteAllText(path + ".new", "id\n1\n");
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    private static string[] DataFiles(TestLake lake)
    {
        string table = Path.Combine(lake.Folder, "lake/processed/claims");
        return Directory.Exists(table) ? Directory.GetFiles(table, "*.parquet", SearchOption.AllDirectories) : [];
    }

    private static byte[] Gzip(string text)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Fastest))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private sealed class Immediately(Action<RunProgress> action) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => action(value);
    }
}
