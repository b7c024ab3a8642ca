using Apache.Arrow;

namespace DataIngestion;

/// <summary>What a check may know when a run begins: the columns, and the figures that it wants computed for it.</summary>
/// <remarks>Not thread-safe. Figures are shared: two checks that ask for metrics of the same name read one computation.</remarks>
/// <param name="schema">The columns with the types of the contract.</param>
public sealed class ValidationContext(Schema schema)
{
    /// <summary>The columns with the types of the contract.</summary>
    public Schema Schema { get; } = schema;

    /// <summary>The figures that checks have asked for.</summary>
    public MetricSet Metrics { get; } = new(schema);

    /// <summary>Asks for a figure about the rows that the check is given. Its state sees every batch, so the check itself need not look at them.</summary>
    /// <typeparam name="T">What the figure is.</typeparam>
    /// <param name="metric">The figure.</param>
    /// <returns>Where the figure can be read once all rows are seen.</returns>
    /// <exception cref="ArgumentException">The schema lacks a column, it has a type that the metric cannot read, or another metric has the same name.</exception>
    public MetricReading<T> Require<T>(IMetric<T> metric) => Metrics.Require(metric);
}
