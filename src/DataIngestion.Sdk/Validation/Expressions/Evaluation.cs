using System.Buffers;
using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>One batch under a formula, and the memory of its vectors, which are given back when it is done.</summary>
internal sealed class Evaluation(RecordBatch batch) : IDisposable
{
    private readonly List<long[]> _longs = [];
    private readonly List<Int128[]> _wides = [];
    private readonly List<double[]> _doubles = [];
    private readonly List<bool[]> _truths = [];

    public RecordBatch Batch => batch;

    public int Rows => batch.Length;

    /// <summary>Room for a value of each row; what it holds is not defined.</summary>
    public long[] Longs() => Rent(_longs);

    /// <inheritdoc cref="Longs"/>
    public Int128[] Wides() => Rent(_wides);

    /// <inheritdoc cref="Longs"/>
    public double[] Doubles() => Rent(_doubles);

    /// <inheritdoc cref="Longs"/>
    public bool[] Truths() => Rent(_truths);

    /// <summary>The rows that either does not know.</summary>
    public bool[]? Either(RowVector one, RowVector other)
    {
        if (one.Unknown is null || other.Unknown is null)
        {
            return one.Unknown ?? other.Unknown;
        }

        bool[] either = Truths();
        for (int row = 0; row < Rows; row++)
        {
            either[row] = one.Unknown[row] | other.Unknown[row];
        }

        return either;
    }

    public void Dispose()
    {
        GiveBack(_longs);
        GiveBack(_wides);
        GiveBack(_doubles);
        GiveBack(_truths);
    }

    private T[] Rent<T>(List<T[]> rented)
    {
        T[] array = ArrayPool<T>.Shared.Rent(Math.Max(1, Rows));
        rented.Add(array);
        return array;
    }

    private static void GiveBack<T>(List<T[]> rented)
    {
        rented.ForEach(array => ArrayPool<T>.Shared.Return(array));
        rented.Clear();
    }
}
