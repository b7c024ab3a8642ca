using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>How two values compare.</summary>
internal static class Comparison
{
    public const sbyte Less = -1;
    public const sbyte Equal = 0;
    public const sbyte Greater = 1;

    /// <summary>NaN and anything but NaN.</summary>
    public const sbyte Unordered = 2;
}

/// <summary>Writes for each row how the first column compares with the second. What it writes for a row with a missing value means nothing.</summary>
internal delegate void ColumnComparer(IArrowArray first, IArrowArray second, Span<sbyte> order);

/// <summary>Compares two columns, whose types may differ: numbers by their exact value, text by its bytes, dates with timestamps as their first instant.</summary>
internal static class ColumnComparison
{
    /// <summary>What can be compared with each other.</summary>
    private enum Family
    {
        None,
        Number,
        Boolean,
        Text,
        Date,
        LocalTime,
        Instant,
    }

    /// <returns>The comparer, or null where values of the two types are never comparable.</returns>
    public static ColumnComparer? Between(IArrowType first, IArrowType second)
    {
        (Family one, Family other) = (FamilyOf(first), FamilyOf(second));
        if (one == Family.None || other == Family.None || !Match(one, other))
        {
            return null;
        }

        return one switch
        {
            Family.Text => Texts,
            Family.Boolean => Booleans,
            _ => SameType(first, second) ?? (IsFloat(first) || IsFloat(second) ? MixedComparison.Floats(first, second) : MixedComparison.Exact),
        };
    }

    private static bool Match(Family one, Family other) =>
        one == other || (one == Family.Date && other is (Family.LocalTime or Family.Instant)) || (other == Family.Date && one is (Family.LocalTime or Family.Instant));

    private static Family FamilyOf(IArrowType type) => EncodedCells.Logical(type) switch
    {
        StringType => Family.Text,
        BooleanType => Family.Boolean,
        Date32Type => Family.Date,
        TimestampType time => string.IsNullOrEmpty(time.Timezone) ? Family.LocalTime : Family.Instant,
        IArrowType number => DoubleCells.IsNumber(number) ? Family.Number : Family.None,
    };

    private static bool IsFloat(IArrowType type) => type is FloatType or DoubleType;

    private static ColumnComparer? SameType(IArrowType first, IArrowType second) => (first, second) switch
    {
        (Int8Type, Int8Type) => Fixed<sbyte>,
        (Int16Type, Int16Type) => Fixed<short>,
        (Int32Type, Int32Type) or (Date32Type, Date32Type) => Fixed<int>,
        (Int64Type, Int64Type) => Fixed<long>,
        (TimestampType one, TimestampType other) when one.Unit == other.Unit => Fixed<long>,
        (FloatType, FloatType) => Fixed<float>,
        (DoubleType, DoubleType) => Fixed<double>,
        (Decimal128Type one, Decimal128Type other) when one.Scale == other.Scale => Fixed<Int128>,
        _ => null,
    };

    private static void Fixed<T>(IArrowArray first, IArrowArray second, Span<sbyte> order)
        where T : unmanaged, INumber<T>
    {
        Compare(Cells.Of<T>(first), Cells.Of<T>(second), order);
        GC.KeepAlive(first);
        GC.KeepAlive(second);
    }

    /// <summary>NaN equals NaN and is in no order with anything else.</summary>
    public static void Compare<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<sbyte> order)
        where T : unmanaged, INumber<T>
    {
        second = second[..first.Length];
        order = order[..first.Length];
        for (int row = 0; row < first.Length; row++)
        {
            (T one, T other) = (first[row], second[row]);
            int above = one > other ? 1 : 0;
            int below = one < other ? 1 : 0;
            bool unordered = (T.IsNaN(one) || T.IsNaN(other)) && !(T.IsNaN(one) && T.IsNaN(other));
            order[row] = unordered ? Comparison.Unordered : (sbyte)(above - below);
        }
    }

    private static void Booleans(IArrowArray first, IArrowArray second, Span<sbyte> order)
    {
        BooleanCells one = new(first);
        BooleanCells other = new(second);
        for (int row = 0; row < first.Length; row++)
        {
            order[row] = (sbyte)one[row].CompareTo(other[row]);
        }

        GC.KeepAlive(first);
        GC.KeepAlive(second);
    }

    private static void Texts(IArrowArray first, IArrowArray second, Span<sbyte> order)
    {
        ByteCells one = new(first);
        ByteCells other = new(second);
        Validity present = new(first);
        Validity alsoPresent = new(second);
        for (int row = 0; row < first.Length; row++)
        {
            // The code of a missing row may be no code.
            order[row] = present[row] && alsoPresent[row] ? (sbyte)Math.Sign(one[row].SequenceCompareTo(other[row])) : Comparison.Equal;
        }

        GC.KeepAlive(first);
        GC.KeepAlive(second);
    }
}
