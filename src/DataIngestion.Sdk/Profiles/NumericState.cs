using System.Buffers;
using Apache.Arrow;

namespace DataIngestion.Profiles;

internal sealed class NumericState(string name, ColumnType type, int knots) : ColumnState(name, type)
{
    // Values stay in the first-level cache from one step to the next.
    private const int BlockRows = 2048;

    private readonly Moments _moments = new();
    private readonly QuantileSketch _sketch = new(knots);
    private long _notFinite;

    protected override void ObserveValues(IArrowArray chunk)
    {
        double[] buffer = ArrayPool<double>.Shared.Rent(BlockRows);
        for (int row = 0; row < chunk.Length; row += BlockRows)
        {
            Span<double> values = buffer.AsSpan(0, Math.Min(BlockRows, chunk.Length - row));
            values = values[..NumericValues.Read(chunk, row, values, out long notFinite)];
            _notFinite += notFinite;
            _moments.Observe(values);
            _sketch.Observe(values);
        }

        ArrayPool<double>.Shared.Return(buffer);
    }

    protected override void SealValues() => _sketch.Seal();

    protected override void MergeValues(ColumnState other)
    {
        NumericState numeric = (NumericState)other;
        _notFinite += numeric._notFinite;
        _moments.Merge(numeric._moments);
        _sketch.Merge(numeric._sketch);
    }

    protected override ColumnProfile CompleteValues(ColumnProfile profile)
    {
        WeightedKnots completed = _sketch.Complete();
        return profile with { Numeric = _moments.ToProfile(_notFinite, OrderedKey.Values(completed.Keys), completed.Weights, completed.RankError) };
    }
}
