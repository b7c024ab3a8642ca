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

    public ColumnProfile Complete() => _state.Complete();

    private sealed class ExactNumericState(string name, ColumnType type) : ColumnState(name, type)
    {
        private readonly Moments _moments = new();
        private double[] _values = [];
        private int _count;
        private long _notFinite;

        protected override void ObserveValues(IArrowArray chunk)
        {
            Reserve(chunk.Length + 1);
            int count = NumericValues.Read(chunk, _values.AsSpan(_count), out long notFinite);
            _moments.Observe(_values.AsSpan(_count, count));
            _count += count;
            _notFinite += notFinite;
        }

        protected override ColumnProfile CompleteValues(ColumnProfile profile)
        {
            Span<double> values = _values.AsSpan(0, _count);
            values.Sort();
            return profile with { Numeric = _moments.ToProfile(_notFinite, WeightedKnots.OfSorted(values)) };
        }

        private void Reserve(int more)
        {
            if (_values.Length - _count < more)
            {
                System.Array.Resize(ref _values, Math.Max(_count + more, (int)Math.Min(2L * _count, System.Array.MaxLength)));
            }
        }
    }
}
