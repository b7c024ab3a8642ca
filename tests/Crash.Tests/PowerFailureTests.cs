using System.Text;

namespace DataIngestion.Crash;

public sealed class PowerFailureTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "dataingestion-" + Guid.NewGuid().ToString("N"));

    public PowerFailureTests() => Directory.CreateDirectory(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Crash_CompletedAndUncompletedObjects_OnlyCompletedOnesAreThereAndWhole()
    {
        UnsyncedFileOperations disk = new();
        await File.WriteAllTextAsync(Path.Combine(_folder, "foreign"), "kept");
        await WriteAsync(new LocalStore(_folder, disk));

        disk.Crash();

        (await ContentsAsync()).ShouldBe(
        [
            "foreign=kept",
            "log/00.json=commit 0",
            "log/01.json=commit 1",
            "log/pointer=new",
            "raw/table/deep/file.csv=" + Large,
        ]);
    }

    [Theory]
    [InlineData(nameof(UnsyncedFileOperations.FlushToDisk))]
    [InlineData(nameof(UnsyncedFileOperations.SyncDirectory))]
    public async Task Crash_StoreThatForgetsAStep_LosesObjects(string step)
    {
        UnsyncedFileOperations disk = new() { Forgets = step };
        await WriteAsync(new LocalStore(_folder, disk));

        disk.Crash();

        (await ContentsAsync()).ShouldNotContain("log/00.json=commit 0");
    }

    [Fact]
    public async Task Crash_BetweenLinkAndSync_LeavesTheOldState()
    {
        UnsyncedFileOperations disk = new();
        LocalStore store = new(_folder, disk);
        await PutAsync(store, "log/00.json", "commit 0", StoreCondition.IfAbsent);

        // The next entry gets its name, but the power fails before the folder is synced.
        string temporary = Path.Combine(_folder, "log", ".tmp-x");
        await using (FileStream file = disk.CreateTemporary(temporary, restricted: false))
        {
            disk.Write(file, "commit 1"u8);
            disk.FlushToDisk(file);
        }

        disk.Link(temporary, Path.Combine(_folder, "log", "01.json")).ShouldBeTrue();
        disk.Crash();

        (await ContentsAsync()).ShouldBe(["log/00.json=commit 0"]);
        await PutAsync(LocalStore.Open(_folder), "log/01.json", "commit 1 again", StoreCondition.IfAbsent);
    }

    private static string Large { get; } = new('x', 500_000);

    private static async Task WriteAsync(LocalStore store)
    {
        await PutAsync(store, "log/00.json", "commit 0", StoreCondition.IfAbsent);
        await PutAsync(store, "log/01.json", "commit 1", StoreCondition.IfAbsent);
        await PutAsync(store, "log/pointer", "old", StoreCondition.Always);
        await PutAsync(store, "log/pointer", "new", StoreCondition.Always);
        await PutAsync(store, "log/gone", "x", StoreCondition.IfAbsent);
        await store.DeleteAsync("log/gone");
        await PutAsync(store, "raw/table/deep/file.csv", Large, StoreCondition.IfAbsent);

        // Not completed, and never disposed: the power fails before.
        StoreWriter open = await store.CreateAsync("raw/table/open.csv", StoreWriteOptions.Default);
        await open.Stream.WriteAsync(new byte[400_000]);
    }

    private static async Task PutAsync(LocalStore store, string path, string content, StoreCondition condition) =>
        await store.PutAsync(path, Encoding.UTF8.GetBytes(content), condition);

    private async Task<List<string>> ContentsAsync()
    {
        LocalStore store = LocalStore.Open(_folder);
        List<string> contents = [];
        await foreach (StoreEntry entry in store.ListAsync(""))
        {
            contents.Add($"{entry.Path}={Encoding.UTF8.GetString(await store.ReadAllBytesAsync(entry.Path))}");
        }

        return contents;
    }
}
