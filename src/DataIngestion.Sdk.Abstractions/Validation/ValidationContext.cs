using Apache.Arrow;

namespace DataIngestion;

/// <summary>What a check may know when a run begins: the columns, the figures that it wants computed for it, and those of earlier runs.</summary>
/// <remarks>Not thread-safe. Figures are shared: two checks that ask for metrics of the same name read one computation.</remarks>
/// <param name="schema">The columns with the types of the contract.</param>
public sealed class ValidationContext(Schema schema)
{
    private readonly Dictionary<string, PublishedFigure> _published = new(StringComparer.Ordinal);

    /// <summary>The columns with the types of the contract.</summary>
    public Schema Schema { get; } = schema;

    /// <summary>The figures that checks have asked for.</summary>
    public MetricSet Metrics { get; } = new(schema);

    /// <summary>The figures of earlier runs that published rows, oldest first: as many as the checks ask for by <see cref="IValidator.PastRuns"/> and as there are.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<PastFigures> Past { get; init; } = [];

    /// <summary>The columns whose values must not be shown, kept or given to anyone: neither in messages nor in figures nor to another process.</summary>
    /// <value>The default is none.</value>
    public IReadOnlySet<string> Masked { get; init; } = new HashSet<string>();

    /// <summary>Asks for a figure about the rows that the check is given. Its state sees every batch, so the check itself need not look at them.</summary>
    /// <typeparam name="T">What the figure is.</typeparam>
    /// <param name="metric">The figure.</param>
    /// <returns>Where the figure can be read once all rows are seen.</returns>
    /// <exception cref="ArgumentException">The schema lacks a column, it has a type that the metric cannot read, or another metric has the same name.</exception>
    public MetricReading<T> Require<T>(IMetric<T> metric) => Metrics.Require(metric);

    /// <summary>Has a number kept with the run, so that later runs find it in <see cref="Past"/>. One of masked columns is not kept.</summary>
    /// <param name="name">What the number is, with all arguments; of several under one name the first is kept.</param>
    /// <param name="columns">The columns that it is about.</param>
    /// <param name="read">Reads it once all rows are seen; <see langword="null"/> where there is none.</param>
    public void Publish(string name, IReadOnlyList<string> columns, Func<double?> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(read);
        _published.TryAdd(name, new(columns, read));
    }

    /// <summary>The published numbers that are finite, once all rows are seen. A number whose metric failed is left out: its check says why.</summary>
    /// <param name="masked">The columns about which nothing is kept.</param>
    /// <returns>Names to numbers.</returns>
    public IReadOnlyDictionary<string, double> Figures(IReadOnlySet<string> masked)
    {
        ArgumentNullException.ThrowIfNull(masked);
        Dictionary<string, double> figures = new(StringComparer.Ordinal);
        foreach ((string name, PublishedFigure figure) in _published)
        {
            if (!figure.Columns.Any(masked.Contains) && figure.ReadOrNull() is { } number && double.IsFinite(number))
            {
                figures.Add(name, number);
            }
        }

        return figures;
    }

    private sealed record PublishedFigure(IReadOnlyList<string> Columns, Func<double?> Read)
    {
        public double? ReadOrNull()
        {
            try
            {
                return Read();
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The check that reads the same figure has failed with it and says so.
                return null;
            }
        }
    }
}
