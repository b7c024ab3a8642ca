using DataIngestion.Storage;

namespace DataIngestion.Sources;

/// <summary>The files of a store that match a pattern, in one format.</summary>
internal sealed class StoreFileSource(IStore store, string pattern, IFileFormat format, FileSourceOptions options) : ISource
{
    private readonly FileGlob _glob = new(pattern);

    public string Name => $"{format.Name} {store.Name.TrimEnd('/')}/{pattern}";

    public async ValueTask<SourcePlan> PlanAsync(SourceCursor? cursor, CancellationToken cancellationToken = default)
    {
        FileLedger ledger = FileLedger.Of(cursor);
        List<StoreEntry> listing = [];
        await foreach (StoreEntry entry in store.ListAsync(_glob.Folder, cancellationToken).ConfigureAwait(false))
        {
            listing.Add(entry);
        }

        FileReadinessCheck readiness = await options.Ready.BeginAsync(store, listing, options.Clock, cancellationToken).ConfigureAwait(false);
        List<StoreEntry> files =
        [
            .. listing.Where(entry => !readiness.IsControl(entry.Path) && _glob.IsMatch(entry.Path)).OrderBy(entry => entry.Path, StringComparer.Ordinal),
        ];
        SourcePlan plan = await new FilePlanner(store, options, ledger, readiness).PlanAsync(files, cancellationToken).ConfigureAwait(false);
        return plan with { Notices = [.. plan.Notices, .. Missing(readiness, ledger)] };
    }

    public async ValueTask<SourceReader> OpenAsync(
        SourcePartition partition, SourceReadRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partition);
        ArgumentNullException.ThrowIfNull(request);
        FailPoint.Hit("source.open", partition.Origin);
        PlannedContent planned = new(store, partition);
        await planned.CheckUnchangedAsync("since it was planned", cancellationToken).ConfigureAwait(false);
        return await FilePartitionReader.OpenAsync(planned, format, options.BatchRows, request, cancellationToken).ConfigureAwait(false);
    }

    public SourceCursor Advance(SourceCursor? cursor, SourceDelivery delivery, IReadOnlyList<PartitionReceipt> receipts)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(receipts);
        if (receipts.Count != 0 && receipts.Count != delivery.Partitions.Count)
        {
            throw new ArgumentException($"The delivery '{delivery.Name}' has {delivery.Partitions.Count} partitions.", nameof(receipts));
        }

        FileLedger ledger = FileLedger.Of(cursor);
        ledger.Apply(FileDeliveryState.Parse(delivery));
        foreach (SourcePartition partition in delivery.Partitions)
        {
            ledger.Take(partition.Origin, receipts.Count == 0 ? Unread(partition) : Read(partition, receipts));
        }

        return ledger.ToCursor();
    }

    private IEnumerable<SourceNotice> Missing(FileReadinessCheck readiness, FileLedger ledger) => readiness.Missing()
        .Where(missing => _glob.IsMatch(missing.Path) && !ledger.Files.ContainsKey(missing.Path))
        .Select(missing => new SourceNotice(missing.Path, SourceNoticeKind.NotReady, missing.Message));

    private static FileLedgerEntry Unread(SourcePartition partition)
    {
        FilePartitionState state = FilePartitionState.Parse(partition);

        // What a manifest claims about a file that nobody has read is not known.
        return new FileLedgerEntry(state.Length, state.ETag, state.Manifest is null ? state.Sha256 : null);
    }

    private static FileLedgerEntry Read(SourcePartition partition, IReadOnlyList<PartitionReceipt> receipts)
    {
        PartitionReceipt receipt = receipts.FirstOrDefault(receipt => receipt.Origin == partition.Origin && receipt.Identity == partition.Identity)
            ?? throw new ArgumentException($"No receipt is for '{partition.Origin}' as it was planned.", nameof(receipts));
        return new FileLedgerEntry(receipt.Length, FilePartitionState.Parse(partition).ETag, receipt.Sha256);
    }
}
