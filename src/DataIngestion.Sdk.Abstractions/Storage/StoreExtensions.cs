namespace DataIngestion;

/// <summary>Short forms over <see cref="IStore"/>.</summary>
public static class StoreExtensions
{
    /// <summary>Names a folder of the store as a zone.</summary>
    /// <param name="store">The store.</param>
    /// <param name="folder">The folder.</param>
    /// <returns>The zone.</returns>
    public static StorageZone Zone(this IStore store, string folder) => new(store, folder);

    /// <summary>Writes a small object whole.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="condition">What must hold.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new entry.</returns>
    /// <exception cref="StoreConflictException">The condition does not hold.</exception>
    public static async ValueTask<StoreEntry> PutAsync(
        this IStore store, string path, ReadOnlyMemory<byte> content, StoreCondition condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        StoreWriter writer = await store.CreateAsync(path, StoreWriteOptions.Default, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await writer.Stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            return await writer.CompleteAsync(condition, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads a small object whole.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="IngestionException">Nothing has that path, or it cannot be read.</exception>
    public static async ValueTask<byte[]> ReadAllBytesAsync(this IStore store, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        Stream stream = await store.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            byte[] content = new byte[stream.Length];
            await stream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
            return content;
        }
    }
}
