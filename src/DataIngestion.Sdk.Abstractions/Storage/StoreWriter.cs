namespace DataIngestion;

/// <summary>One object on its way into an <see cref="IStore"/>.</summary>
/// <remarks>Not thread-safe. Dispose without <see cref="CompleteAsync"/> aborts: nothing becomes visible and what was staged is removed.</remarks>
public abstract class StoreWriter : IAsyncDisposable
{
    /// <summary>Where the bytes go. It belongs to the writer: the caller does not dispose it.</summary>
    public abstract Stream Stream { get; }

    /// <summary>Makes the object visible and durable, whole, if the condition holds.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="cancellationToken">Cancels the call; the object may then be there or not, and a retry with the same condition tells.</param>
    /// <returns>The new entry.</returns>
    /// <exception cref="StoreConflictException">The condition does not hold.</exception>
    public abstract ValueTask<StoreEntry> CompleteAsync(StoreCondition condition, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
