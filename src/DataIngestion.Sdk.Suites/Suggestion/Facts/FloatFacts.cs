using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace DataIngestion.Suites;

/// <summary>Facts about floats that do not depend on their width.</summary>
internal abstract class FloatFacts : ColumnFacts
{
    /// <summary>The values that are neither NaN nor infinite.</summary>
    public long Finite { get; protected set; }

    /// <summary>The smallest finite value as the shortest text that stands for it.</summary>
    public abstract string Minimum { get; }

    public abstract string Maximum { get; }
}

/// <inheritdoc/>
internal sealed class FloatFacts<T> : FloatFacts
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private T _minimum = T.MaxValue;
    private T _maximum = T.MinValue;

    public override string Minimum => _minimum.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    public override string Maximum => _maximum.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    protected override void ObserveValues(IArrowArray array)
    {
        ReadOnlySpan<T> cells = MemoryMarshal.Cast<byte, T>(array.Data.Buffers[1].Span).Slice(array.Offset, array.Length);
        bool complete = array.NullCount == 0;
        for (int row = 0; row < cells.Length; row++)
        {
            if (T.IsFinite(cells[row]) && (complete || ((Apache.Arrow.Array)array).IsValid(row)))
            {
                Finite++;
                _minimum = T.Min(_minimum, cells[row]);
                _maximum = T.Max(_maximum, cells[row]);
            }
        }
    }

    protected override void MergeValues(ColumnFacts later)
    {
        FloatFacts<T> other = (FloatFacts<T>)later;
        Finite += other.Finite;
        _minimum = T.Min(_minimum, other._minimum);
        _maximum = T.Max(_maximum, other._maximum);
    }
}
