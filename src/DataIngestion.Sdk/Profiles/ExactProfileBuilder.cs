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
        private double[] _values = [];
        private int _count;
        private long _notFinite;

        protected override void ObserveValues(IArrowArray chunk)
        {
            Reserve(chunk.Length);
            for (int row = 0; row < chunk.Length; row += BlockRows)
            {
                Span<double> values = _values.AsSpan(_count, Math.Min(BlockRows, chunk.Length - row));
                values = values[..NumericValues.Read(chunk, row, values, out long notFinite)];
                _moments.Observe(values);
                _count += values.Length;
                _notFinite += notFinite;
            }
        }

        protected override ColumnProfile CompleteValues(ColumnProfile profile)
        {
            ReadOnlySpan<double> values = _values.AsSpan(0, _count);
            WeightedKnots knots = ValueCounts.Of(values, int.MaxValue) ?? Sorted(values);
            ArrayPool<double>.Shared.Return(_values);
            _values = [];
            return profile with { Numeric = _moments.ToProfile(_notFinite, knots) };
        }

        private static WeightedKnots Sorted(ReadOnlySpan<double> values)
        {
            SortedRun run = SortedRun.Of(values);
            WeightedKnots knots = WeightedKnots.OfSorted(run.Keys, int.MaxValue)!;
            run.Release();
            return knots;
        }

        private void Reserve(int more)
        {
            if (_values.Length - _count < more)
            {
                double[] larger = ArrayPool<double>.Shared.Rent(Math.Max(checked(_count + more), (int)Math.Min(2L * _count, System.Array.MaxLength)));
                _values.AsSpan(0, _count).CopyTo(larger);
                ArrayPool<double>.Shared.Return(_values);
                _values = larger;
            }
        }
    }
}
