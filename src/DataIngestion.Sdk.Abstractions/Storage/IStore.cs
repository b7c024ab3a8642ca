namespace DataIngestion;

/// <summary>The one port that a cloud or a disk implements: named byte sequences that are read by range, listed, and written whole or not at all.</summary>
/// <remarks>
/// <para>Thread-safety: every member may be called from many threads at once.</para>
/// <para>Paths are relative to the store's root, use <c>/</c>, have no leading slash and no <c>.</c> or <c>..</c> segment; others are an <see cref="ArgumentException"/>.</para>
/// <para>Visibility: an object is seen by <see cref="StatAsync"/>, <see cref="ListAsync"/> and <see cref="OpenReadAsync"/> only after its writer completed, and then whole and durable.</para>
/// <para>Cancellation always surfaces as <see cref="OperationCanceledException"/>. Everything else that fails is an <see cref="IngestionException"/> whose <see cref="IngestionException.Origin"/> is the path.</para>
/// </remarks>
public interface IStore
{
    /// <summary>Where the store is, for messages; without secrets.</summary>
    string Name { get; }

    /// <summary>Describes one object.</summary>
    /// <param name="path">The object.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The entry, or <see langword="null"/> when nothing has that path.</returns>
    ValueTask<StoreEntry?> StatAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Lists all objects below a folder, however deep, in ordinal order of their paths. Unfinished writes are not listed.</summary>
    /// <param name="folder">The folder, or the empty string for everything. A folder that does not exist is empty.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The entries.</returns>
    IAsyncEnumerable<StoreEntry> ListAsync(string folder, CancellationToken cancellationToken = default);

    /// <summary>Opens an object for reading.</summary>
    /// <param name="path">The object.</param>
    /// <param name="cancellationToken">Cancels the call, not the reading.</param>
    /// <returns>A seekable stream that the caller disposes. A range is read by seeking.</returns>
    ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Begins to write an object. Nothing is visible until <see cref="StoreWriter.CompleteAsync"/>.</summary>
    /// <param name="path">The object.</param>
    /// <param name="options">How the object is kept.</param>
    /// <param name="cancellationToken">Cancels the call, not the writing.</param>
    /// <returns>The writer, which the caller disposes; disposing it without completing leaves nothing behind.</returns>
    ValueTask<StoreWriter> CreateAsync(string path, StoreWriteOptions options, CancellationToken cancellationToken = default);

    /// <summary>Deletes an object. A path that does not exist is no error.</summary>
    /// <param name="path">The object.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the deletion is durable.</returns>
    ValueTask DeleteAsync(string path, CancellationToken cancellationToken = default);
}
