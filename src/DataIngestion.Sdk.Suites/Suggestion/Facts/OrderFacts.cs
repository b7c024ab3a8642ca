using Apache.Arrow;

namespace DataIngestion.Suites;

/// <summary>How two date columns lie to each other, row by row.</summary>
internal sealed class OrderFacts(int first, int second)
{
    public int First => first;

    public int Second => second;

    public long Greater { get; private set; }

    public long Less { get; private set; }

    public long Equal { get; private set; }

    public void Observe(RecordBatch batch)
    {
        if (Greater > 0 && Less > 0)
        {
            return;
        }

        if (batch.Column(first) is Date32Array left && batch.Column(second) is Date32Array right)
        {
            Compare<int>(left, right);
        }
        else
        {
            Compare<long>((PrimitiveArray<long>)batch.Column(first), (PrimitiveArray<long>)batch.Column(second));
        }
    }

    public void Merge(OrderFacts later) => (Greater, Less, Equal) = (Greater + later.Greater, Less + later.Less, Equal + later.Equal);

    private void Compare<T>(PrimitiveArray<T> left, PrimitiveArray<T> right)
        where T : struct, IEquatable<T>, IComparable<T>
    {
        ReadOnlySpan<T> ahead = left.Values;
        ReadOnlySpan<T> behind = right.Values;
        for (int row = 0; row < ahead.Length; row++)
        {
            if (left.IsValid(row) && right.IsValid(row))
            {
                int order = ahead[row].CompareTo(behind[row]);
                Greater += order > 0 ? 1 : 0;
                Less += order < 0 ? 1 : 0;
                Equal += order == 0 ? 1 : 0;
            }
        }

        GC.KeepAlive(left);
        GC.KeepAlive(right);
    }
}
