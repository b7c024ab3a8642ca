using Apache.Arrow;

namespace DataIngestion;

/// <summary>The figures that the checks of one run asked for, each of them once.</summary>
/// <remarks>Not thread-safe. Whoever runs checks shows every batch to the set; checks only read. A metric that throws fails the checks that read it, and no others.</remarks>
/// <param name="schema">The columns with the types of the contract.</param>
public sealed class MetricSet(Schema schema)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The names of the metrics.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Looks at one batch.</summary>
    /// <param name="batch">The rows as they come: string columns may be dictionaries.</param>
    /// <param name="decoded">The same rows with plain strings; asked for only when a metric cannot read dictionaries.</param>
    public void Observe(RecordBatch batch, Func<RecordBatch> decoded)
    {
        ArgumentNullException.ThrowIfNull(decoded);
        foreach (Entry entry in _entries.Values)
        {
            entry.Try(state => state.Observe(entry.ReadsDictionaries ? batch : decoded()));
        }
    }

    /// <summary>Takes over what another set of the same metrics has seen after this one. The other is not used afterwards.</summary>
    /// <param name="other">The set of a run with the same checks.</param>
    public void Merge(MetricSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((string name, Entry entry) in _entries)
        {
            Entry later = other._entries[name];
            entry.Reading.Fault ??= later.Reading.Fault;
            entry.Try(state => state.Merge(later.State));
        }
    }

    internal MetricReading<T> Require<T>(IMetric<T> metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (!_entries.TryGetValue(metric.Name, out Entry? entry))
        {
            IMetricState<T> state = metric.Begin(schema);
            entry = new Entry(state, new MetricReading<T>(metric.Name, state), metric.ReadsDictionaries);
            _entries.Add(metric.Name, entry);
        }

        return entry.Reading as MetricReading<T> ?? throw new ArgumentException($"Two metrics of different kinds have the name '{metric.Name}'.", nameof(metric));
    }

    private sealed record Entry(IMetricState State, MetricReading Reading, bool ReadsDictionaries)
    {
        public void Try(Action<IMetricState> step)
        {
            if (Reading.Fault is not null)
            {
                return;
            }

            try
            {
                step(State);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Thrown again where the figure is read.
                Reading.Fault = fault;
            }
        }
    }
}
