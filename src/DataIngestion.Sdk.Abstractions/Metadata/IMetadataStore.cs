namespace DataIngestion;

/// <summary>The queryable history of runs. The tables are the truth: everything here can be rebuilt from them.</summary>
/// <remarks>Thread-safe, and safe for several processes at once. Failures are <see cref="IngestionException"/>; cancellation surfaces as <see cref="OperationCanceledException"/>.</remarks>
public interface IMetadataStore
{
    /// <summary>Keeps a run. Recording the same run again replaces what is there, so a repeated call is harmless.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the record is durable.</returns>
    ValueTask RecordAsync(RunRecord run, CancellationToken cancellationToken = default);
}

/// <summary>A metadata store that answers questions about past runs.</summary>
public interface IRunHistory
{
    /// <summary>The runs on a table, newest first.</summary>
    /// <param name="table">The table's location as in <see cref="RunRecord.Table"/>.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The runs.</returns>
    ValueTask<IReadOnlyList<RunRecord>> GetRunsAsync(string table, int limit = 100, CancellationToken cancellationToken = default);
}
