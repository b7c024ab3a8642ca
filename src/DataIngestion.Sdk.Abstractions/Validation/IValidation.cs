using Apache.Arrow;

namespace DataIngestion;

/// <summary>The state of one rule in one run: <c>Begin → Observe … → Merge … → Complete</c>.</summary>
/// <remarks>
/// <para>Not thread-safe: one thread at a time. Several states of the same rule may observe different partitions and are merged afterwards, in partition order; the result equals that of one state that saw all batches in order.</para>
/// <para>A state that is <see cref="IDisposable"/> is disposed of at the end of its run, also of one that is cut short, and after it was merged into another.</para>
/// <para>Memory is bounded by the rule and the number of columns, not by rows, unless the rule's documentation says otherwise.</para>
/// </remarks>
public interface IValidation
{
    /// <summary>Looks at one batch. Synchronous; keeps neither the batch nor a span of it.</summary>
    /// <param name="batch">The rows with the types of the contract.</param>
    /// <param name="failures">Receives the rows that fail, as zero-based indices in the batch.</param>
    void Observe(RecordBatch batch, RowFailures failures);

    /// <summary>Takes over what another state of the same rule has seen after this one.</summary>
    /// <param name="other">A state that the same validator began. It is not used afterwards.</param>
    void Merge(IValidation other);

    /// <summary>Ends the run.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The outcome.</returns>
    ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default);
}
