using System.Text.Json;

namespace DataIngestion.Sources;

/// <summary>Files that match a pattern, in any format, over any store.</summary>
internal sealed class GlobbedFileSource(IStore store, GlobPattern pattern, FileSourceOptions options, IFileFormat format) : ISource
{
    public string Name { get; } = $"{format.Name} {store.Name}/{pattern.Text}";

    public async ValueTask<SourcePlan> PlanAsync(SourceCursor? cursor, CancellationToken cancellationToken = default)
    {
        List<StoreEntry> listing = [];
        await foreach (StoreEntry entry in store.ListAsync(pattern.Folder, cancellationToken).ConfigureAwait(false))
        {
            listing.Add(entry);
        }

        IReadinessCheck readiness = await options.Ready.BeginAsync(store, listing, options.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        StoreEntry[] files = [.. listing.Where(entry => pattern.Matches(entry.Path) && !readiness.IsControlFile(entry))];
        return await new FilePlanner(store, options, FileLedger.Parse(cursor), readiness).PlanAsync(files, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<SourceReader> OpenAsync(SourcePartition partition, SourceReadRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partition);
        ArgumentNullException.ThrowIfNull(request);
        OriginalFile original = await OriginalFile.OpenAsync(store, partition, request.Raw, cancellationToken).ConfigureAwait(false);
        try
        {
            return await format.OpenAsync(original, request.Columns, options.BatchRows, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await original.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public SourceCursor Advance(SourceCursor? cursor, SourceDelivery delivery, IReadOnlyList<PartitionReceipt> receipts)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(receipts);
        FileLedger ledger = FileLedger.Parse(cursor);
        DeliveryState state = JsonSerializer.Deserialize(delivery.State, FileSourceJson.Default.DeliveryState)!;
        foreach (string path in state.Vanished)
        {
            ledger.Files.Remove(path);
        }

        foreach ((string path, PublishedFile file) in state.Known)
        {
            ledger.Files[path] = file;
        }

        foreach (SourcePartition partition in delivery.Partitions)
        {
            string? sha256 = receipts.FirstOrDefault(receipt => receipt.Origin == partition.Origin)?.Sha256;
            FileState file = JsonSerializer.Deserialize(partition.State, FileSourceJson.Default.FileState)!;
            ledger.Files[partition.Origin] = new PublishedFile(partition.Length, file.ETag, sha256);
        }

        return ledger.ToCursor();
    }
}
