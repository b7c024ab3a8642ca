namespace DataIngestion;

/// <summary>What is wanted from a partition.</summary>
public sealed record SourceReadRequest
{
    /// <summary>The columns that are needed; a reader does not decode others. Names that the partition does not have are ignored.</summary>
    /// <value>The default is <see langword="null"/>: all columns.</value>
    public IReadOnlyCollection<string>? Columns { get; init; }

    /// <summary>Where the untouched original goes.</summary>
    /// <value>The default is <see langword="null"/>: no raw copy.</value>
    public IRawSink? Raw { get; init; }
}

/// <summary>Takes the untouched original of a partition into the raw zone.</summary>
/// <remarks>Thread-safe: partitions may be copied at the same time.</remarks>
public interface IRawSink
{
    /// <summary>Begins the copy of a partition.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The copy, which the caller disposes; without completion it leaves nothing behind.</returns>
    ValueTask<RawCopy> BeginAsync(SourcePartition partition, CancellationToken cancellationToken = default);
}

/// <summary>The raw copy of one partition on its way.</summary>
public abstract class RawCopy : IAsyncDisposable
{
    /// <summary>Where the original bytes go. It belongs to the copy.</summary>
    public abstract Stream Stream { get; }

    /// <summary>Keeps the copy under a name made of the partition's origin and identity. An equal copy that is there already is kept.</summary>
    /// <param name="sha256">The SHA-256 of all bytes written, lower-case hexadecimal.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The path of the copy below the raw zone's store.</returns>
    /// <exception cref="SourceException">Another content is already kept under the same origin and identity.</exception>
    public abstract ValueTask<string> CompleteAsync(string sha256, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
