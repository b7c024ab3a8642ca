using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace DataIngestion.Suites;

/// <summary>Facts about integers, decimals, dates and times that do not depend on the width of the integers behind them.</summary>
internal abstract class WholeFacts : ColumnFacts
{
    public abstract Int128 Minimum { get; }

    public abstract Int128 Maximum { get; }

    public int Scale { get; protected init; }

    /// <summary>The values in ascending order with the times that they occur, or null where there are many.</summary>
    public abstract IReadOnlyList<(Int128 Value, long Count)>? Counts { get; }
}

/// <inheritdoc/>
internal sealed class WholeFacts<T> : WholeFacts
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly ValueCounts<T> _counts = new();
    private T _minimum = T.MaxValue;
    private T _maximum = T.MinValue;

    public WholeFacts(int scale = 0) => Scale = scale;

    public override Int128 Minimum => Int128.CreateChecked(_minimum);

    public override Int128 Maximum => Int128.CreateChecked(_maximum);

    public override IReadOnlyList<(Int128 Value, long Count)>? Counts =>
        _counts.Counts?.Select(pair => (Int128.CreateChecked(pair.Key), pair.Value)).OrderBy(pair => pair.Item1).ToArray();

    public override bool CanBeKey => Scale == 0;

    public override bool Repeats => _counts.Repeats;

    public override int? Distinct => _counts.Counts?.Count;

    public override void TakeHead(IArrowArray array, int rows, List<ulong> head)
    {
        foreach (T value in Cells(array)[..rows])
        {
            Int128 whole = Int128.CreateTruncating(value);
            head.Add((ulong)whole ^ ulong.RotateLeft((ulong)(whole >> 64) ^ (ulong)(whole >> 127), 31));
        }
    }

    protected override void ObserveValues(IArrowArray array)
    {
        ReadOnlySpan<T> cells = Cells(array);
        bool complete = array.NullCount == 0;
        for (int row = 0; row < cells.Length; row++)
        {
            if (complete || ((Apache.Arrow.Array)array).IsValid(row))
            {
                T value = cells[row];
                _minimum = T.Min(_minimum, value);
                _maximum = T.Max(_maximum, value);
                _counts.Add(value, 1);
            }
        }
    }

    protected override void MergeValues(ColumnFacts later)
    {
        WholeFacts<T> other = (WholeFacts<T>)later;
        _minimum = T.Min(_minimum, other._minimum);
        _maximum = T.Max(_maximum, other._maximum);
        _counts.Merge(other._counts);
    }

    private static ReadOnlySpan<T> Cells(IArrowArray array) =>
        MemoryMarshal.Cast<byte, T>(array.Data.Buffers[1].Span).Slice(array.Offset, array.Length);
}
