namespace DataIngestion.Delta;

/// <summary>Compares checkpoints with the entries that they sum up: a checkpoint has no checksum, and readers trust it.</summary>
internal sealed class CheckpointVerification(LogReader log, string table)
{
    /// <summary>The faulty checkpoints by path below the store. A log that was cleaned has nothing to compare them with.</summary>
    public async ValueTask<IReadOnlyList<(string Path, string Fault)>> FaultsAsync(CancellationToken cancellationToken)
    {
        LogListing listing = await log.ListAsync(cancellationToken).ConfigureAwait(false);
        if (listing.Checkpoints.Count == 0 || listing.Commits.Min != 0)
        {
            return [];
        }

        List<(string Path, string Fault)> faults = [];
        SnapshotBuilder replay = new(table);
        foreach (long version in listing.Commits)
        {
            replay.Apply(await log.ReadCommitAsync(version, cancellationToken).ConfigureAwait(false));
            if (listing.Checkpoints.Any(checkpoint => checkpoint.Version == version)
                && await FaultAsync(listing, replay.Build(version), cancellationToken).ConfigureAwait(false) is { } fault)
            {
                faults.Add((log.Log.PathOf(LogListing.CheckpointName(version)), fault));
            }
        }

        return faults;
    }

    private async ValueTask<string?> FaultAsync(LogListing listing, DeltaSnapshot replayed, CancellationToken cancellationToken)
    {
        try
        {
            DeltaSnapshot checkpoint = await log.ReadSnapshotAsync(listing, replayed.Version, cancellationToken).ConfigureAwait(false);
            return Text(checkpoint).AsSpan().SequenceEqual(Text(replayed)) ? null : "does not say what the log's entries say";
        }
        catch (IngestionException exception)
        {
            return "cannot be read: " + exception.Message;
        }
    }

    // Whether an action changed data is not part of the state that a checkpoint keeps.
    private static byte[] Text(DeltaSnapshot snapshot) => ActionJsonWriter.Write(new DeltaCommit
    {
        Protocol = snapshot.Protocol,
        Metadata = snapshot.Metadata,
        Transactions = [.. snapshot.Transactions.Values],
        Domains = [.. snapshot.Domains.Select(domain => new DomainMetadata(domain.Key, domain.Value))],
        Adds = [.. snapshot.Files.Values.Select(file => file with { DataChange = true })],
    });
}
