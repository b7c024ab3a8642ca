namespace DataIngestion.Delta;

// Finds and replays the entries of a log. It lists the folder instead of trusting _last_checkpoint, which is a hint that may be stale, broken or missing.
internal sealed class LogReader(StorageZone root)
{
    private readonly string _table = root.ToString();

    public StorageZone Log { get; } = root.Zone(LogListing.Folder);

    public ValueTask<LogListing> ListAsync(CancellationToken cancellationToken) => LogListing.ReadAsync(Log, cancellationToken);

    public async ValueTask<bool> HasCommitAsync(long version, CancellationToken cancellationToken) =>
        await Log.Store.StatAsync(Log.PathOf(LogListing.CommitName(version)), cancellationToken).ConfigureAwait(false) is not null;

    public async ValueTask<DeltaCommit> ReadCommitAsync(long version, CancellationToken cancellationToken)
    {
        if (!await HasCommitAsync(version, cancellationToken).ConfigureAwait(false))
        {
            throw new DeltaTableException($"The log of {_table} holds no commit {version}: it was never written, or cleaned away.") { Origin = _table };
        }

        return await ReadEntryAsync(version, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<DeltaSnapshot?> ReadSnapshotAsync(long? version, CancellationToken cancellationToken)
    {
        LogListing listing = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (!listing.Exists)
        {
            return null;
        }

        long latest = listing.Latest ?? throw new DeltaTableException($"The folder {Log} holds neither a commit nor a checkpoint. Restore the log or delete the folder.") { Origin = _table };
        return version is < 0 || version > latest
            ? throw new DeltaTableException($"The Delta table {_table} has no version {version}; the latest is {latest}.") { Origin = _table }
            : await ReadSnapshotAsync(listing, version ?? latest, cancellationToken).ConfigureAwait(false);
    }

    // The commits after the checkpoint come first, because they may say that the rest cannot be read.
    public async ValueTask<DeltaSnapshot> ReadSnapshotAsync(LogListing listing, long version, CancellationToken cancellationToken)
    {
        CheckpointFiles? checkpoint = listing.NewestCheckpoint(version);
        long first = (checkpoint?.Version ?? -1) + 1;
        EnsureListed(listing, first, version);
        List<DeltaCommit> commits = [];
        for (long at = first; at <= version; at++)
        {
            commits.Add(await ReadEntryAsync(at, cancellationToken).ConfigureAwait(false));
        }

        if (commits.LastOrDefault(commit => commit.Protocol is not null)?.Protocol is { } protocol)
        {
            DeltaFeatures.EnsureReadable(protocol, _table);
        }

        SnapshotBuilder builder = new(_table);
        if (checkpoint is not null)
        {
            builder.Apply(await CheckpointReader.ReadAsync(Log, checkpoint, _table, cancellationToken).ConfigureAwait(false));
        }

        commits.ForEach(builder.Apply);
        return builder.Build(version);
    }

    private async ValueTask<DeltaCommit> ReadEntryAsync(long version, CancellationToken cancellationToken)
    {
        string path = Log.PathOf(LogListing.CommitName(version));
        byte[] content = await Log.Store.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        return ActionJsonReader.Read(content, path).ToCommit(path);
    }

    private void EnsureListed(LogListing listing, long first, long version)
    {
        for (long at = first; at <= version; at++)
        {
            if (!listing.Commits.Contains(at))
            {
                string reason = listing.Commits.Count > 0 && at < listing.Commits.Min
                    ? $"the log starts at commit {listing.Commits.Min} and has no checkpoint at or before version {version}"
                    : $"commit {at} is missing, and versions have no gaps";
                throw new DeltaTableException($"Version {version} of the Delta table {_table} cannot be read: {reason}. Restore the log entry, or read a version that is still there.") { Origin = _table };
            }
        }
    }
}
