using System.Runtime.ExceptionServices;

namespace DataIngestion;

/// <summary>Where a check reads a figure that it asked for.</summary>
public abstract class MetricReading
{
    private protected MetricReading(string name) => Name = name;

    /// <summary>The metric's name.</summary>
    public string Name { get; }

    /// <summary>Why there is no figure, or null.</summary>
    internal Exception? Fault { get; set; }
}

/// <inheritdoc/>
/// <typeparam name="T">What the figure is.</typeparam>
public sealed class MetricReading<T> : MetricReading
{
    private readonly IMetricState<T> _state;
    private bool _complete;
    private T? _value;

    internal MetricReading(string name, IMetricState<T> state)
        : base(name) => _state = state;

    /// <summary>The figure. Reading it ends the computation, so it is read when the check completes and not before.</summary>
    /// <exception cref="Exception">The metric failed: what it threw.</exception>
    public T Value
    {
        get
        {
            if (Fault is not null)
            {
                ExceptionDispatchInfo.Throw(Fault);
            }

            if (!_complete)
            {
                (_value, _complete) = (_state.Complete(), true);
            }

            return _value!;
        }
    }
}
