using DataIngestion.Storage;

namespace DataIngestion.Sources;

internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A folder with an <c>in</c> folder, a source over it, and the cursor that a table would hold.</summary>
internal sealed class SourceFixture : IDisposable
{
    public SourceFixture()
    {
        Store = Folder.Store;
        Options = new FileSourceOptions { Ready = FileReadiness.Immediately };
    }

    public TestFolder Folder { get; } = new();

    public LocalStore Store { get; }

    public FileSourceOptions Options { get; set; }

    public SourceCursor? Cursor { get; set; }

    public ISource Source => FileSource.Create(Store, "in/*.txt", new LineFormat(), Options);

    public void Write(string name, string content) => Folder.Write("in/" + name, content);

    public async Task<SourcePlan> PlanAsync() => await Source.PlanAsync(Cursor);

    /// <summary>Reads and publishes everything that is new; what was delivered, as "name=content".</summary>
    public async Task<string[]> PublishAsync()
    {
        List<string> published = [];
        foreach (SourceDelivery delivery in (await PlanAsync()).Deliveries)
        {
            List<PartitionReceipt> receipts = [];
            foreach (SourcePartition partition in delivery.Partitions)
            {
                (string lines, PartitionReceipt receipt) = await ReadAsync(Source, partition, new SourceReadRequest());
                published.Add($"{StorePath.NameOf(partition.Origin)}={lines}");
                receipts.Add(receipt);
            }

            Cursor = Source.Advance(Cursor, delivery, receipts);
        }

        return [.. published];
    }

    public static async Task<(string Lines, PartitionReceipt Receipt)> ReadAsync(ISource source, SourcePartition partition, SourceReadRequest request)
    {
        await using SourceReader reader = await source.OpenAsync(partition, request);
        List<string> lines = [];
        await foreach (SourceBatch batch in reader.ReadBatchesAsync())
        {
            batch.FirstRow.ShouldBe(lines.Count + 1);
            lines.AddRange((IReadOnlyList<string>)batch.Batch.Column(0));
        }

        return (string.Join('|', lines), await reader.CompleteAsync());
    }

    public void Dispose() => Folder.Dispose();
}
