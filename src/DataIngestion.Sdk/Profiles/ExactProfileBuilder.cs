using System.Buffers;
using Apache.Arrow;

namespace DataIngestion.Profiles;

/// <summary>The profile of one column with every distinct value. Its memory grows with the column: one at a time, and only where a detector asks for it.</summary>
internal sealed class ExactProfileBuilder(string name, ColumnType type)
{
    private readonly ColumnState _state = type switch
    {
        { IsNumeric: true } => new ExactNumericState(name, type),
        { Kind: ColumnKind.String or ColumnKind.Boolean } => new CategoricalState(name, type, new CategoryCounts(int.MaxValue)),
        _ => ColumnState.Create(name, type, withheld: true),
    };

    public void Observe(IArrowArray chunk) => _state.Observe(chunk);

    /// <summary>Nothing can be observed afterwards.</summary>
    public ColumnProfile Complete() => _state.Complete();

    private sealed class ExactNumericState(string name, ColumnType type) : ColumnState(name, type)
    {
        private const int BlockRows = 2048;

        private readonly Moments _moments = new();
        private readonly KeyBuffer _keys = new();
        private long _notFinite;

        protected override void ObserveValues(IArrowArray chunk)
        {
            _keys.Reserve(chunk.Length);
            double[] buffer = ArrayPool<double>.Shared.Rent(BlockRows);
            for (int row = 0; row < chunk.Length; row += BlockRows)
            {
                Span<double> values = buffer.AsSpan(0, Math.Min(BlockRows, chunk.Length - row));
                values = values[..NumericValues.Read(chunk, row, values, out long notFinite)];
                _moments.Observe(values);
                _keys.Add(values);
                _notFinite += notFinite;
            }

            ArrayPool<double>.Shared.Return(buffer);
        }

        protected override ColumnProfile CompleteValues(ColumnProfile profile)
        {
            (double[] knots, long[] weights) = Count();
            return profile with { Numeric = _moments.ToProfile(_notFinite, knots, weights, 0) };
        }

        private (double[] Knots, long[] Weights) Count()
        {
            if (ValueCounts.Of(_keys.Keys, int.MaxValue) is { } few)
            {
                _keys.Release();
                return (OrderedKey.Values(few.Keys), few.Weights);
            }

            SortedRun run = _keys.Sort();
            (double[] knots, long[] weights) = WeightedKnots.ValuesOfSorted(run.Keys);
            run.Release();
            return (knots, weights);
        }
    }
}
