using Apache.Arrow;

namespace DataIngestion;

/// <summary>A figure about all rows of a delivery, such as the mean of a column: configuration only. It is computed once, however many checks read it.</summary>
/// <remarks>Thread-safety: a metric is immutable and shared between runs.</remarks>
/// <typeparam name="T">What the figure is: <see cref="double"/>, a count, a set. Immutable.</typeparam>
public interface IMetric<T>
{
    /// <summary>The metric's name with all its arguments, such as <c>quantile(age, 0.95)</c>: two metrics of one name are the same figure. Holds no value of the data.</summary>
    string Name { get; }

    /// <summary>The columns that the metric reads.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Whether the metric takes string columns as they come, dictionaries included; see <see cref="IValidator.ReadsDictionaries"/>.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    bool ReadsDictionaries => false;

    /// <summary>Begins one run.</summary>
    /// <param name="schema">The columns with the types of the contract.</param>
    /// <returns>The state of one run over one part of the rows.</returns>
    /// <exception cref="ArgumentException">The schema lacks a column, or it has a type that the metric cannot read.</exception>
    IMetricState<T> Begin(Schema schema);
}

/// <summary>The state of one metric in one run, whatever its figure is.</summary>
/// <remarks>Not thread-safe. States of the same metric over different parts are merged in their order; the result equals that of one state that saw all rows.</remarks>
public interface IMetricState
{
    /// <summary>Looks at one batch; keeps neither it nor a span of it.</summary>
    /// <param name="batch">The rows with the types of the contract.</param>
    void Observe(RecordBatch batch);

    /// <summary>Takes over what another state of the same metric has seen after this one. The other is not used afterwards.</summary>
    /// <param name="other">A state that the same metric began.</param>
    void Merge(IMetricState other);
}

/// <inheritdoc cref="IMetricState"/>
/// <typeparam name="T">What the figure is.</typeparam>
public interface IMetricState<T> : IMetricState
{
    /// <summary>The figure over everything seen. Called once, after the last batch and merge.</summary>
    /// <returns>The figure.</returns>
    T Complete();
}
