using DataIngestion.Storage;

namespace DataIngestion.Sources;

/// <summary>Keeps untouched originals, readable by their owner only, under a key that names origin and identity.</summary>
internal sealed class RawZone(StorageZone zone, string table) : IRawSink
{
    private static readonly StoreWriteOptions Restricted = new() { Restricted = true };

    public async ValueTask<RawCopy> BeginAsync(SourcePartition partition, CancellationToken cancellationToken = default)
    {
        string path = PathOf(partition);
        StoreWriter writer = await zone.Store.CreateAsync(path, Restricted, cancellationToken).ConfigureAwait(false);
        return new Copy(zone.Store, writer, path, partition.Origin);
    }

    internal string PathOf(SourcePartition partition)
    {
        string origin = StorePath.IsValid(partition.Origin)
            ? partition.Origin
            : Uri.EscapeDataString(partition.Origin).Replace(".", "%2E", StringComparison.Ordinal);
        string identity = partition.Identity.Length > 16 ? partition.Identity[..16] : partition.Identity;
        return zone.PathOf($"{table}/{origin}/{identity}{ExtensionOf(StorePath.NameOf(origin))}");
    }

    private static string ExtensionOf(string name)
    {
        string last = Path.GetExtension(name);
        bool compressed = last.ToUpperInvariant() is ".GZ" or ".GZIP" or ".ZST" or ".ZSTD";
        return compressed ? Path.GetExtension(Path.GetFileNameWithoutExtension(name)) + last : last;
    }

    private sealed class Copy(IStore store, StoreWriter writer, string path, string origin) : RawCopy
    {
        public override Stream Stream => writer.Stream;

        public override async ValueTask<string> CompleteAsync(string sha256, CancellationToken cancellationToken = default)
        {
            try
            {
                await writer.CompleteAsync(StoreCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreConflictException exception)
            {
                await ReuseAsync(sha256, exception, cancellationToken).ConfigureAwait(false);
            }

            return path;
        }

        public override ValueTask DisposeAsync() => writer.DisposeAsync();

        private async ValueTask ReuseAsync(string sha256, StoreConflictException conflict, CancellationToken cancellationToken)
        {
            string kept = await ContentHash.OfAsync(store, path, cancellationToken).ConfigureAwait(false);
            if (kept != sha256)
            {
                throw new SourceException(
                    $"The raw copy '{path}' has SHA-256 {kept}, but its original '{origin}' has {sha256} under the same identity. "
                    + "One of them was altered: compare both, restore the right one, and run again.",
                    conflict)
                { Origin = origin };
            }
        }
    }
}
