using System.Collections.Concurrent;

namespace DataIngestion;

/// <summary>Run records in memory, for tests. Thread-safe.</summary>
public sealed class InMemoryMetadataStore : IMetadataStore, IRunHistory
{
    private readonly ConcurrentDictionary<string, RunRecord> _runs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask RecordAsync(RunRecord run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        cancellationToken.ThrowIfCancellationRequested();
        _runs[run.RunId] = run;
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RunRecord>> GetRunsAsync(string table, int limit = 100, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new([.. _runs.Values.Where(run => run.Table == table).OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.RunId, StringComparer.Ordinal).Take(limit)]);
    }
}
