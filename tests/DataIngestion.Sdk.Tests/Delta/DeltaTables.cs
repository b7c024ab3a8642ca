using DataIngestion.Storage;

namespace DataIngestion.Delta;

/// <summary>Small tables in memory.</summary>
internal static class DeltaTables
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly DeltaSchema Schema = DeltaSchema.Checked([DeltaSchema.Of("id", ColumnType.Int64, false), DeltaSchema.Of("name", ColumnType.String, true)]);

    public static DeltaTable Open(IStore store, TimeProvider? time = null) => new(store.Zone("lake/claims"), time ?? new FixedTime(Start));

    public static AddFile File(string path, string? statistics = null) =>
        new() { Path = path, Size = 100, ModificationTime = 1_700_000_000_000, DataChange = true, Statistics = statistics };

    public static DeltaCommit Append(params string[] paths) => new() { Adds = [.. paths.Select(path => File(path))] };

    public static DeltaCommit First(params string[] paths) => DeltaCommit.NewTable(Guid.Empty, Schema, Start) with { Adds = Append(paths).Adds };

    public static async Task<DeltaTable> CreateAsync(IStore store, params string[] paths)
    {
        DeltaTable table = Open(store);
        (await table.TryCommitAsync(0, First(paths), TestContext.Current.CancellationToken)).ShouldBeTrue();
        return table;
    }

    /// <summary>The text of a commit as it lies in the store.</summary>
    public static async Task<string> TextAsync(InMemoryStore store, string name) =>
        System.Text.Encoding.UTF8.GetString(await store.ReadAllBytesAsync("lake/claims/_delta_log/" + name, TestContext.Current.CancellationToken));

    public static async Task PutAsync(InMemoryStore store, string name, string content) =>
        await store.PutAsync("lake/claims/_delta_log/" + name, System.Text.Encoding.UTF8.GetBytes(content), StoreCondition.Always, TestContext.Current.CancellationToken);

    internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
