using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DataIngestion.Storage;

namespace DataIngestion.Delta;

// Why a checkpoint was not written after a commit that succeeded.
internal sealed record CheckpointFailure(long Version, Exception Error);

// The transaction log of one table. Thread-safe.
internal sealed class DeltaTable(StorageZone root, TimeProvider time)
{
    private readonly ConcurrentQueue<CheckpointFailure> _checkpointFailures = new();
    private readonly LogReader _reader = new(root);
    private volatile DeltaSnapshot? _latest;

    public StorageZone Root { get; } = root;

    // Checkpoints only speed up readers, so a failed one never fails its commit. The caller logs what is here.
    public IReadOnlyCollection<CheckpointFailure> CheckpointFailures => _checkpointFailures;

    // Null when there is no table. A version that the log no longer holds is a DeltaTableException.
    public async ValueTask<DeltaSnapshot?> ReadAsync(long? version, CancellationToken cancellationToken)
    {
        DeltaSnapshot? snapshot = await _reader.ReadSnapshotAsync(version, cancellationToken).ConfigureAwait(false);
        _latest = version is null ? snapshot : _latest;
        return snapshot;
    }

    // False when the version exists already: read it back to tell a lost race from a write of our own whose answer was lost.
    public async ValueTask<bool> TryCommitAsync(long version, DeltaCommit commit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        (bool taken, DeltaSnapshot? parent) = await FindParentAsync(version, cancellationToken).ConfigureAwait(false);
        if (taken)
        {
            return false;
        }

        CommitValidation.Validate(version, commit, parent, Root.ToString());
        if (!await TryPutAsync(version, commit, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await AfterCommitAsync(version, commit, parent, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public ValueTask<DeltaCommit> ReadCommitAsync(long version, CancellationToken cancellationToken) => _reader.ReadCommitAsync(version, cancellationToken);

    // The commits that are still in the log, newest first.
    public async IAsyncEnumerable<(long Version, DeltaCommit Commit)> HistoryAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LogListing listing = await _reader.ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (long version in listing.Commits.Reverse())
        {
            yield return (version, await _reader.ReadCommitAsync(version, cancellationToken).ConfigureAwait(false));
        }
    }

    // The entries that are still in the log, newest first, as paths below the store: what is in them may be broken.
    public async ValueTask<IReadOnlyList<(long Version, string Path)>> EntriesAsync(CancellationToken cancellationToken)
    {
        LogListing listing = await _reader.ListAsync(cancellationToken).ConfigureAwait(false);
        return [.. listing.Commits.Reverse().Select(version => (version, _reader.Log.PathOf(LogListing.CommitName(version))))];
    }

    public ValueTask<IReadOnlyList<(string Path, string Fault)>> CheckpointFaultsAsync(CancellationToken cancellationToken) =>
        new CheckpointVerification(_reader, Root.ToString()).FaultsAsync(cancellationToken);

    // A version below the latest may have been cleaned out of the log, so its absence does not mean that it is free.
    private async ValueTask<(bool Taken, DeltaSnapshot? Parent)> FindParentAsync(long version, CancellationToken cancellationToken)
    {
        DeltaSnapshot? known = _latest;
        if (known?.Version == version - 1 && await _reader.HasCommitAsync(version - 1, cancellationToken).ConfigureAwait(false))
        {
            return (false, known);
        }

        LogListing listing = await _reader.ListAsync(cancellationToken).ConfigureAwait(false);
        if (listing.Latest >= version)
        {
            return (true, null);
        }

        if ((listing.Latest ?? -1) != version - 1)
        {
            throw new InvalidOperationException($"Version {version} of {Root} cannot follow version {listing.Latest ?? -1}: versions have no gaps.");
        }

        return (false, version == 0 ? null : await _reader.ReadSnapshotAsync(listing, version - 1, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<bool> TryPutAsync(long version, DeltaCommit commit, CancellationToken cancellationToken)
    {
        try
        {
            string path = _reader.Log.PathOf(LogListing.CommitName(version));
            FailPoint.Hit("delta.commit", path);
            await Root.Store.PutAsync(path, EntryChecksum.Seal(ActionJsonWriter.Write(commit)), StoreCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
            FailPoint.Hit("delta.committed", path);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    private async ValueTask AfterCommitAsync(long version, DeltaCommit commit, DeltaSnapshot? parent, CancellationToken cancellationToken)
    {
        string table = Root.ToString();
        SnapshotBuilder builder = parent is null ? new(table) : SnapshotBuilder.From(parent, table);
        builder.Apply(commit);
        DeltaSnapshot snapshot = builder.Build(version);
        _latest = snapshot;
        if (version > 0 && version % snapshot.Metadata.CheckpointInterval == 0)
        {
            await WriteCheckpointAsync(snapshot, cancellationToken).ConfigureAwait(false);
        }
    }

    // The commit is durable: not even a cancellation may hide that from the caller, whose next call meets the token anyway.
    private async ValueTask WriteCheckpointAsync(DeltaSnapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            await CheckpointWriter.WriteAsync(_reader.Log, snapshot, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _checkpointFailures.Enqueue(new(snapshot.Version, error));
        }
    }
}
