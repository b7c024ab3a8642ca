using System.Buffers;
using Apache.Arrow;

namespace DataIngestion.Profiles;

internal sealed class NumericState(string name, ColumnType type) : ColumnState(name, type)
{
    private readonly Moments _moments = new();
    private readonly QuantileSketch _sketch = new();
    private long _notFinite;

    protected override void ObserveValues(IArrowArray chunk)
    {
        double[] buffer = ArrayPool<double>.Shared.Rent(chunk.Length + 1);
        try
        {
            int count = NumericValues.Read(chunk, buffer, out long notFinite);
            _notFinite += notFinite;
            _moments.Observe(buffer.AsSpan(0, count));
            _sketch.Observe(buffer.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    protected override void MergeValues(ColumnState other)
    {
        NumericState numeric = (NumericState)other;
        _notFinite += numeric._notFinite;
        _moments.Merge(numeric._moments);
        _sketch.Merge(numeric._sketch);
    }

    protected override ColumnProfile CompleteValues(ColumnProfile profile)
    {
        WeightedKnots knots = _sketch.Complete();
        return profile with { Numeric = _moments.ToProfile(_notFinite, knots) };
    }
}
