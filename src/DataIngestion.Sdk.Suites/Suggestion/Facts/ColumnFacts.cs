using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Suites;

/// <summary>What is known about the values of one column. Facts about parts are merged in their order.</summary>
/// <remarks>Not thread-safe. Memory does not depend on the rows.</remarks>
internal class ColumnFacts
{
    public long Rows { get; private set; }

    public long Missing { get; private set; }

    public long Values => Rows - Missing;

    /// <summary>Whether the column could be part of a key, by its type alone: what is measured is not.</summary>
    public virtual bool CanBeKey => false;

    /// <summary>Whether a value is known to occur twice.</summary>
    public virtual bool Repeats => false;

    /// <summary>The different values, or null where they are not counted any more.</summary>
    public virtual int? Distinct => null;

    public static ColumnFacts Of(IArrowType type) => type switch
    {
        Int8Type => new WholeFacts<sbyte>(),
        Int16Type => new WholeFacts<short>(),
        Int32Type or Date32Type => new WholeFacts<int>(),
        Int64Type or TimestampType => new WholeFacts<long>(),
        Decimal128Type number => new WholeFacts<Int128>(number.Scale),
        FloatType => new FloatFacts<float>(),
        DoubleType => new FloatFacts<double>(),
        StringType => new TextFacts(),
        _ => new ColumnFacts(),
    };

    public void Observe(IArrowArray array)
    {
        Rows += array.Length;
        Missing += array is DictionaryArray encoded ? encoded.Indices.NullCount : array.NullCount;
        ObserveValues(array);
        GC.KeepAlive(array);
    }

    public void Merge(ColumnFacts later)
    {
        Rows += later.Rows;
        Missing += later.Missing;
        MergeValues(later);
    }

    /// <summary>A number for each of the first rows by which equal values are found: the value itself, or a hash of 64 bits.</summary>
    public virtual void TakeHead(IArrowArray array, int rows, List<ulong> head)
    {
    }

    protected virtual void ObserveValues(IArrowArray array)
    {
    }

    protected virtual void MergeValues(ColumnFacts later)
    {
    }
}
