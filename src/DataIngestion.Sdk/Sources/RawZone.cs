namespace DataIngestion.Sources;

/// <summary>Keeps originals under names made of origin and identity; each name is written once.</summary>
internal sealed class RawZone(StorageZone zone, string table) : IRawSink
{
    private const int IdentityDigits = 16;
    private static readonly StoreWriteOptions Restricted = new() { Restricted = true };

    public async ValueTask<RawCopy> BeginAsync(SourcePartition partition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partition);
        string path = zone.PathOf($"{table}/{partition.Origin}/{partition.Identity[..IdentityDigits]}{Extensions(partition.Origin)}");
        return new Copy(zone.Store, path, partition, await zone.Store.CreateAsync(path, Restricted, cancellationToken).ConfigureAwait(false));
    }

    private static string Extensions(string origin)
    {
        string name = origin[(origin.LastIndexOf('/') + 1)..];
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? "" : name[dot..];
    }

    private sealed class Copy(IStore store, string path, SourcePartition partition, StoreWriter writer) : RawCopy
    {
        public override Stream Stream => writer.Stream;

        public override async ValueTask<string> CompleteAsync(string sha256, CancellationToken cancellationToken = default)
        {
            try
            {
                await writer.CompleteAsync(StoreCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreConflictException)
            {
                await CheckSameAsync(sha256, cancellationToken).ConfigureAwait(false);
            }

            return path;
        }

        public override ValueTask DisposeAsync() => writer.DisposeAsync();

        private async ValueTask CheckSameAsync(string sha256, CancellationToken cancellationToken)
        {
            string kept = await FileChecksums.Sha256Async(store, path, cancellationToken).ConfigureAwait(false);
            if (kept != sha256)
            {
                throw new SourceException(
                    $"'{partition.Origin}' has SHA-256 {sha256} and the raw zone keeps '{path}' with {kept} for the same name, length and time. " +
                    "Compare the two files; deliver the right one under a new name.")
                {
                    Origin = partition.Origin,
                };
            }
        }
    }
}
