using System.Diagnostics;
using System.Text;

namespace DataIngestion.Storage;

public sealed class LocalStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_FolderIsMissing_CreatesItWithItsParents()
    {
        LocalStore store = LocalStore.Open(_folder.Full("a/b/c"));

        Directory.Exists(_folder.Full("a/b/c")).ShouldBeTrue();
        store.Name.ShouldBe(_folder.Full("a/b/c"));
    }

    [Fact]
    public void Open_PathIsAFile_NamesIt()
    {
        string file = _folder.Write("file", "x");

        Should.Throw<IngestionException>(() => LocalStore.Open(file)).Message.ShouldContain(file);
    }

    [Fact]
    public async Task Complete_NewObject_IsReadBackWholeWithTheListedEntry()
    {
        LocalStore store = _folder.Store;
        byte[] content = [.. Enumerable.Range(0, 1_000_003).Select(i => (byte)(i * 31 % 251))];

        StoreEntry entry;
        await using (StoreWriter writer = await store.CreateAsync("a/b/object.bin", StoreWriteOptions.Default))
        {
            // Pieces below, at and above the size of the write buffer.
            int at = 0;
            foreach (int size in new[] { 1, 7, 131_071, 1, 131_072, 300_000, 5, 200_000 })
            {
                await writer.Stream.WriteAsync(content.AsMemory(at, size));
                at += size;
            }

            writer.Stream.Write(content.AsSpan(at));
            writer.Stream.Position.ShouldBe(content.Length);
            (await store.StatAsync("a/b/object.bin")).ShouldBeNull();
            entry = await writer.CompleteAsync(StoreCondition.IfAbsent);
        }

        (await store.ReadAllBytesAsync("a/b/object.bin")).ShouldBe(content);
        entry.Length.ShouldBe(content.Length);
        (await store.StatAsync("a/b/object.bin")).ShouldBe(entry);
        (await ListAsync(store, "")).ShouldBe([entry]);
        _folder.Files().ShouldBe(["a/b/object.bin"]);
    }

    [Fact]
    public async Task Complete_IfAbsentOnExistingPath_ConflictsAndKeepsTheFirst()
    {
        LocalStore store = _folder.Store;
        await store.PutAsync("log/1.json", TestFolder.Bytes("first"), StoreCondition.IfAbsent);

        StoreConflictException conflict = await Should.ThrowAsync<StoreConflictException>(
            async () => await store.PutAsync("log/1.json", TestFolder.Bytes("second"), StoreCondition.IfAbsent));

        conflict.Origin.ShouldBe("log/1.json");
        File.ReadAllText(_folder.Full("log/1.json")).ShouldBe("first");
        _folder.Files().ShouldBe(["log/1.json"]);
    }

    [Fact]
    public async Task Complete_ManyThreadsRaceOnIfAbsent_ExactlyOneWinsEachRound()
    {
        LocalStore store = _folder.Store;
        for (int round = 0; round < 100; round++)
        {
            string path = $"log/{round:D20}.json";
            using Barrier start = new(4);
            bool[] won = await Task.WhenAll(Enumerable.Range(0, 4).Select(racer => Task.Factory.StartNew(
                () => Race(store, path, racer, start), TaskCreationOptions.LongRunning).Unwrap()));

            won.Count(winner => winner).ShouldBe(1);
            File.ReadAllText(_folder.Full(path)).ShouldBe($"racer {Array.IndexOf(won, true)}");
        }

        _folder.Files().Length.ShouldBe(100);
    }

    [Fact]
    public async Task Complete_Always_Replaces()
    {
        LocalStore store = _folder.Store;
        StoreEntry first = await store.PutAsync("pointer", TestFolder.Bytes("one"), StoreCondition.Always);
        StoreEntry second = await store.PutAsync("pointer", TestFolder.Bytes("two"), StoreCondition.Always);

        Encoding.UTF8.GetString(await store.ReadAllBytesAsync("pointer")).ShouldBe("two");
        second.ETag.ShouldNotBe(first.ETag);
        (await ListAsync(store, "")).ShouldBe([second]);
    }

    [Fact]
    public async Task Complete_IfMatch_ReplacesOnlyWhatWasSeen()
    {
        LocalStore store = _folder.Store;
        StoreEntry first = await store.PutAsync("lease", TestFolder.Bytes("aaa"), StoreCondition.IfAbsent);
        StoreEntry second = await store.PutAsync("lease", TestFolder.Bytes("bbb"), StoreCondition.IfMatch(first.ETag));

        await Should.ThrowAsync<StoreConflictException>(
            async () => await store.PutAsync("lease", TestFolder.Bytes("ccc"), StoreCondition.IfMatch(first.ETag)));
        await store.DeleteAsync("lease");
        await Should.ThrowAsync<StoreConflictException>(
            async () => await store.PutAsync("lease", TestFolder.Bytes("ddd"), StoreCondition.IfMatch(second.ETag)));

        (await store.StatAsync("lease")).ShouldBeNull();
    }

    [Fact]
    public async Task Complete_ConcurrentIfMatchCounters_LoseNoIncrement()
    {
        LocalStore store = _folder.Store;
        await store.PutAsync("counter", TestFolder.Bytes("0"), StoreCondition.IfAbsent);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => IncrementAsync(store, 10))));

        Encoding.UTF8.GetString(await store.ReadAllBytesAsync("counter")).ShouldBe("40");
    }

    [Fact]
    public async Task Complete_IfMatchWhileAnotherReplaces_ExactlyOneWins()
    {
        LocalStore store = new(_folder.Path, new SlowReplace());
        StoreEntry seen = await store.PutAsync("lease", TestFolder.Bytes("free"), StoreCondition.IfAbsent);

        bool[] won = await Task.WhenAll(Enumerable.Range(0, 3).Select(owner => Task.Run(() => TryReplaceAsync(store, owner, seen.ETag))));

        won.Count(winner => winner).ShouldBe(1);
        File.ReadAllText(_folder.Full("lease")).ShouldBe($"owner {Array.IndexOf(won, true)}");
    }

    [Fact]
    public async Task Dispose_WithoutComplete_LeavesNothing()
    {
        LocalStore store = _folder.Store;
        await using (StoreWriter writer = await store.CreateAsync("a/object", StoreWriteOptions.Default))
        {
            await writer.Stream.WriteAsync(new byte[400_000]);
            (await ListAsync(store, "")).ShouldBeEmpty();
            _folder.Files().ShouldHaveSingleItem().ShouldStartWith("a/.tmp-");
        }

        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Complete_AfterAWriteFailed_RefusesAndLeavesNothing()
    {
        FailingOnce disk = new();
        LocalStore store = new(_folder.Path, disk);
        await using (StoreWriter writer = await store.CreateAsync("object", StoreWriteOptions.Default))
        {
            await Should.ThrowAsync<IngestionException>(async () => await writer.Stream.WriteAsync(new byte[200_000]));
            Should.Throw<IngestionException>(() => writer.Stream.Write(new byte[200_000]));
            await Should.ThrowAsync<IngestionException>(async () => await writer.CompleteAsync(StoreCondition.IfAbsent));
        }

        disk.Writes.ShouldBe(1);
        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Complete_Twice_IsMisuse()
    {
        await using StoreWriter writer = await _folder.Store.CreateAsync("object", StoreWriteOptions.Default);
        await writer.CompleteAsync(StoreCondition.IfAbsent);

        await Should.ThrowAsync<InvalidOperationException>(async () => await writer.CompleteAsync(StoreCondition.Always));
    }

    [Fact]
    public async Task Create_Restricted_OnlyTheOwnerReadsFromTheStart()
    {
        LocalStore store = _folder.Store;
        await using StoreWriter writer = await store.CreateAsync("raw/claims/file.csv", new StoreWriteOptions { Restricted = true });
        _folder.Mode(_folder.Files().Single()).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await writer.CompleteAsync(StoreCondition.IfAbsent);

        _folder.Mode("raw/claims/file.csv").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        UnixFileMode ownersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        _folder.Mode("raw").ShouldBe(ownersFolder);
        _folder.Mode("raw/claims").ShouldBe(ownersFolder);
    }

    [Fact]
    public async Task Create_FolderMayNotBeWritten_SaysPermission()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "This user may write everywhere.");
        LocalStore store = _folder.Store;
        Directory.CreateDirectory(_folder.Full("closed"));
        Process.Start("chmod", ["500", _folder.Full("closed")]).WaitForExit();

        await ShouldSayPermissionAsync(store, "closed/object");
    }

    [Fact]
    public async Task Create_SystemDeniesAccess_SaysPermission() =>
        await ShouldSayPermissionAsync(new LocalStore(_folder.Path, new WithoutPermission()), "closed/object");

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("./a")]
    [InlineData("a/.")]
    [InlineData("a\0b")]
    [InlineData("")]
    [InlineData("a/.lock")]
    [InlineData(".tmp-1")]
    public async Task EveryMember_PathIsNoStorePath_IsMisuse(string path)
    {
        LocalStore store = _folder.Store;

        await Should.ThrowAsync<ArgumentException>(async () => await store.StatAsync(path));
        await Should.ThrowAsync<ArgumentException>(async () => await store.OpenReadAsync(path));
        await Should.ThrowAsync<ArgumentException>(async () => await store.CreateAsync(path, StoreWriteOptions.Default));
        await Should.ThrowAsync<ArgumentException>(async () => await store.DeleteAsync(path));
    }

    [Fact]
    public async Task List_NestedFolders_IsInOrdinalOrderOfWholePaths()
    {
        string[] paths = ["B", "a", "a!/x", "a-b", "a.b", "a/b", "a/c/d", "a/c-d", "a0", "é", "b/z"];
        foreach (string path in paths.Where(path => path != "a" && !path.StartsWith("a/", StringComparison.Ordinal)))
        {
            _folder.Write(path, "x");
        }

        _folder.Write("a/b", "x");
        _folder.Write("a/c/d", "x");
        _folder.Write("a/c-d", "x");
        _folder.Write("a/.tmp-123", "x");
        _folder.Write("a/.lock", "x");
        _folder.Write("a/.hidden", "x");
        LocalStore store = _folder.Store;

        (await ListAsync(store, "")).Select(entry => entry.Path).ShouldBe(
            ["B", "a!/x", "a-b", "a.b", "a/.hidden", "a/b", "a/c-d", "a/c/d", "a0", "b/z", "é"]);
        (await ListAsync(store, "a")).Select(entry => entry.Path).ShouldBe(["a/.hidden", "a/b", "a/c-d", "a/c/d"]);
        (await ListAsync(store, "a/c")).Select(entry => entry.Path).ShouldBe(["a/c/d"]);
        (await ListAsync(store, "missing/folder")).ShouldBeEmpty();
    }

    [Fact]
    public async Task EveryMember_SymbolicLinks_AreNotFollowed()
    {
        using TestFolder outside = new();
        outside.Write("secret.csv", "secret");
        _folder.Write("in/own.csv", "own");
        Directory.CreateSymbolicLink(_folder.Full("in/linked"), outside.Path);
        File.CreateSymbolicLink(_folder.Full("in/link.csv"), outside.Full("secret.csv"));
        LocalStore store = _folder.Store;

        (await ListAsync(store, "")).Select(entry => entry.Path).ShouldBe(["in/own.csv"]);
        (await store.StatAsync("in/link.csv")).ShouldBeNull();
        await Should.ThrowAsync<IngestionException>(async () => await store.OpenReadAsync("in/link.csv"));
        await Should.ThrowAsync<IngestionException>(async () => await store.OpenReadAsync("in/linked/secret.csv"));
        await Should.ThrowAsync<IngestionException>(async () => await ListAsync(store, "in/linked"));
        await Should.ThrowAsync<IngestionException>(async () => await store.CreateAsync("in/linked/new.csv", StoreWriteOptions.Default));
        await Should.ThrowAsync<IngestionException>(async () => await store.DeleteAsync("in/linked/secret.csv"));
        outside.Files().ShouldBe(["secret.csv"]);
    }

    [Fact]
    public async Task Open_RootIsASymbolicLink_Works()
    {
        using TestFolder target = new();
        target.Write("a.csv", "1");
        Directory.CreateSymbolicLink(_folder.Full("root"), target.Path);

        (await ListAsync(LocalStore.Open(_folder.Full("root")), "")).Select(entry => entry.Path).ShouldBe(["a.csv"]);
    }

    [Fact]
    public async Task OpenRead_MissingObject_NamesThePath()
    {
        IngestionException failure = await Should.ThrowAsync<IngestionException>(async () => await _folder.Store.OpenReadAsync("a/missing.csv"));

        failure.Origin.ShouldBe("a/missing.csv");
        failure.Message.ShouldContain("does not exist");
    }

    [Fact]
    public async Task OpenRead_AnotherProgramWritesTheFile_StillReads()
    {
        await using FileStream held = new(_folder.Write("open.csv", "1"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

        (await _folder.Store.ReadAllBytesAsync("open.csv")).ShouldBe(TestFolder.Bytes("1"));
    }

    [Fact]
    public async Task OpenRead_AnotherProgramLockedTheFile_SaysSo()
    {
        await using FileStream held = new(_folder.Write("open.csv", "1"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        (await Should.ThrowAsync<IngestionException>(async () => await _folder.Store.OpenReadAsync("open.csv")))
            .Message.ShouldContain("another program holds it locked");
    }

    [Fact]
    public async Task OpenRead_ByRange_Seeks()
    {
        LocalStore store = _folder.Store;
        await store.PutAsync("digits", TestFolder.Bytes("0123456789"), StoreCondition.IfAbsent);

        await using Stream stream = await store.OpenReadAsync("digits");
        stream.Seek(-3, SeekOrigin.End);
        byte[] tail = new byte[3];
        await stream.ReadExactlyAsync(tail);

        Encoding.UTF8.GetString(tail).ShouldBe("789");
    }

    [Fact]
    public async Task Delete_ExistingThenMissing_IsNoError()
    {
        LocalStore store = _folder.Store;
        await store.PutAsync("a/b", TestFolder.Bytes("x"), StoreCondition.IfAbsent);

        await store.DeleteAsync("a/b");
        await store.DeleteAsync("a/b");
        await store.DeleteAsync("never/there");

        (await ListAsync(store, "")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stat_ReplacedByEqualLengthAndTime_HasAnotherETag()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux entity tags hold the inode.");
        DateTime time = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_folder.Write("a.csv", "one"), time);
        StoreEntry? before = await _folder.Store.StatAsync("a.csv");
        File.SetLastWriteTimeUtc(_folder.Write("b.csv", "two"), time);
        File.Move(_folder.Full("b.csv"), _folder.Full("a.csv"), overwrite: true);

        StoreEntry? after = await _folder.Store.StatAsync("a.csv");

        before!.LastModified.ShouldBe(new DateTimeOffset(time));
        after!.LastModified.ShouldBe(before.LastModified);
        after.ETag.ShouldNotBe(before.ETag);
    }

    [Fact]
    public async Task AnyMember_Cancelled_Throws()
    {
        LocalStore store = _folder.Store;
        CancellationToken cancelled = new(canceled: true);
        await using StoreWriter writer = await store.CreateAsync("a", StoreWriteOptions.Default);

        await Should.ThrowAsync<OperationCanceledException>(async () => await writer.CompleteAsync(StoreCondition.IfAbsent, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await store.StatAsync("a", cancelled));
        (await store.StatAsync("a")).ShouldBeNull();
    }

    [Fact]
    public void DeleteAbandoned_OldAndYoungTemporaries_RemovesOldOnesOnly()
    {
        DateTimeOffset now = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);
        File.SetLastWriteTimeUtc(_folder.Write("a/.tmp-old", "x"), now.AddDays(-8).UtcDateTime);
        File.SetLastWriteTimeUtc(_folder.Write("a/.tmp-young", "x"), now.AddDays(-6).UtcDateTime);
        File.SetLastWriteTimeUtc(_folder.Write("a/data", "x"), now.AddDays(-8).UtcDateTime);

        _folder.Store.DeleteAbandoned(now.AddDays(-7)).ShouldBe(1);

        _folder.Files().ShouldBe(["a/.tmp-young", "a/data"]);
    }

    [Fact]
    public async Task Complete_FileSystemHasNoLinks_RefusesAndLeavesNothing()
    {
        LocalStore store = new(_folder.Path, new WithoutLinks());

        IngestionException failure = await Should.ThrowAsync<IngestionException>(
            async () => await store.PutAsync("object", TestFolder.Bytes("x"), StoreCondition.IfAbsent));

        failure.Message.ShouldContain("hard links");
        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Complete_DiskIsFull_SaysSoAndLeavesNothing()
    {
        using SmallDisk disk = SmallDisk.MountOrSkip(_folder.Full("small"));
        LocalStore store = LocalStore.Open(disk.Path);
        await store.PutAsync("before", new byte[1_000], StoreCondition.IfAbsent);

        IngestionException failure = await Should.ThrowAsync<IngestionException>(
            async () => await store.PutAsync("folder/large.bin", new byte[4 << 20], StoreCondition.IfAbsent));

        failure.Origin.ShouldBe("folder/large.bin");
        failure.Message.ShouldContain(Path.Combine(disk.Path, "folder/large.bin"));
        failure.Message.ShouldContain("the disk is full");
        Directory.GetFiles(disk.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .ShouldBe([Path.Combine(disk.Path, "before")]);
    }

    internal static async Task<List<StoreEntry>> ListAsync(IStore store, string folder)
    {
        List<StoreEntry> entries = [];
        await foreach (StoreEntry entry in store.ListAsync(folder))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private static async Task<bool> Race(LocalStore store, string path, int racer, Barrier start)
    {
        start.SignalAndWait();
        try
        {
            await store.PutAsync(path, TestFolder.Bytes($"racer {racer}"), StoreCondition.IfAbsent);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    private static async Task IncrementAsync(LocalStore store, int times)
    {
        while (times > 0)
        {
            // The tag first: content that is newer than its tag makes the write fail, never the other way round.
            StoreEntry seen = (await store.StatAsync("counter"))!;
            int value = int.Parse(Encoding.UTF8.GetString(await store.ReadAllBytesAsync("counter")));
            try
            {
                await store.PutAsync("counter", TestFolder.Bytes($"{value + 1}"), StoreCondition.IfMatch(seen.ETag));
                times--;
            }
            catch (StoreConflictException)
            {
            }
        }
    }

    private static async Task ShouldSayPermissionAsync(LocalStore store, string path)
    {
        IngestionException failure = await Should.ThrowAsync<IngestionException>(async () => await store.CreateAsync(path, StoreWriteOptions.Default));

        failure.Origin.ShouldBe(path);
        failure.Message.ShouldContain(path);
        failure.Message.ShouldContain("permission is denied");
    }

    private static async Task<bool> TryReplaceAsync(LocalStore store, int owner, string eTag)
    {
        try
        {
            await store.PutAsync("lease", TestFolder.Bytes($"owner {owner}"), StoreCondition.IfMatch(eTag));
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    // Between the check and the rename there is time for everybody else's check.
    private sealed class SlowReplace : LocalFileOperations
    {
        public override void Replace(string temporary, string path)
        {
            Thread.Sleep(200);
            base.Replace(temporary, path);
        }
    }

    private sealed class FailingOnce : LocalFileOperations
    {
        public int Writes { get; private set; }

        public override void Write(FileStream file, ReadOnlySpan<byte> bytes)
        {
            if (++Writes == 1)
            {
                throw new IOException("Input/output error", 5);
            }

            base.Write(file, bytes);
        }
    }

    private sealed class WithoutPermission : LocalFileOperations
    {
        public override FileStream CreateTemporary(string path, bool restricted) => throw new UnauthorizedAccessException(path);
    }

    private sealed class WithoutLinks : LocalFileOperations
    {
        public override bool Link(string temporary, string path) => throw new IOException("Operation not supported", OperatingSystem.IsMacOS() ? 45 : 95);
    }

    private sealed class SmallDisk : IDisposable
    {
        private SmallDisk(string path) => Path = path;

        public string Path { get; }

        public static SmallDisk MountOrSkip(string path)
        {
            Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Mounting a small disk needs root on Linux.");
            Directory.CreateDirectory(path);
            Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path), "This machine does not allow mounting a tmpfs.");
            return new SmallDisk(path);
        }

        public void Dispose() => Run("umount", Path).ShouldBeTrue();

        private static bool Run(string command, params string[] arguments)
        {
            using Process process = Process.Start(command, arguments);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
