namespace DataIngestion.Sources;

/// <summary>A file as it was planned, and whether it still is.</summary>
internal sealed class PlannedContent(IStore store, SourcePartition partition)
{
    private readonly FilePartitionState _state = FilePartitionState.Parse(partition);

    public SourcePartition Partition => partition;

    public ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) => store.OpenReadAsync(partition.Origin, cancellationToken);

    public async ValueTask<bool> IsUnchangedAsync(CancellationToken cancellationToken)
    {
        StoreEntry? now = await store.StatAsync(partition.Origin, cancellationToken).ConfigureAwait(false);
        return now is not null && FilePartitionState.IdentityOf(now) == partition.Identity;
    }

    public async ValueTask CheckUnchangedAsync(string when, CancellationToken cancellationToken)
    {
        if (!await IsUnchangedAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Changed(when);
        }
    }

    public void CheckContent(long length, string sha256)
    {
        if (length != _state.Length)
        {
            throw Changed("while it was being read");
        }

        if (_state.Sha256 is not null && _state.Sha256 != sha256)
        {
            throw _state.Manifest is null ? Changed("since it was planned") : Undeclared(_state.Manifest, _state.Sha256, sha256);
        }
    }

    public SourceException Changed(string when, Exception? cause = null) => new(
        $"The file '{partition.Origin}' was changed, replaced, cut short or removed {when}. "
        + "Nothing of it is published: run again when nothing writes to it any more.",
        cause)
    { Origin = partition.Origin };

    private SourceException Undeclared(string manifest, string declared, string actual) => new(
        $"The file '{partition.Origin}' has SHA-256 {actual}, but the manifest '{manifest}' declares {declared}. "
        + "The transfer is damaged or the manifest is out of date: deliver the file again, or correct the manifest.")
    { Origin = partition.Origin };
}
