using System.Collections.Frozen;
using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal class AllowedNumbers(IReadOnlyList<ExactNumber> numbers) : IAllowedValues
{
    // A set this small is compared value by value, several rows at once.
    private const int MostCompared = 8;

    public virtual string Expected => "numbers";

    public virtual ColumnKernel? Bind(IArrowType type, bool forbidden) => type switch
    {
        Int8Type => Whole<sbyte>(0, forbidden),
        Int16Type => Whole<short>(0, forbidden),
        Int32Type => Whole<int>(0, forbidden),
        Int64Type => Whole<long>(0, forbidden),
        Decimal128Type number => Whole<Int128>(number.Scale, forbidden),
        FloatType => Of(numbers.Select(number => number.Nearest<float>()), forbidden),
        DoubleType => Of(numbers.Select(number => number.Nearest<double>()), forbidden),
        _ => null,
    };

    // A number that the column cannot hold can stay out of the set.
    protected ColumnKernel Whole<T>(int scale, bool forbidden)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        Of(numbers
            .Where(number => number.IsWhole(scale))
            .Select(number => number.Floor(scale))
            .Where(number => number >= BigInteger.CreateChecked(T.MinValue) && number <= BigInteger.CreateChecked(T.MaxValue))
            .Select(T.CreateChecked), forbidden);

    private static ColumnKernel Of<T>(IEnumerable<T> numbers, bool forbidden)
        where T : unmanaged, INumber<T>
    {
        FrozenSet<T> set = numbers.ToFrozenSet();
        T[] few = [.. set];
        return Vector<T>.IsSupported && Vector.IsHardwareAccelerated && few.Length <= MostCompared
            ? (array, failures) => CheckFew(array, few, set, forbidden, failures)
            : (array, failures) => Check(array, 0, array.Length, set, forbidden, failures);
    }

    private static void CheckFew<T>(IArrowArray array, T[] few, FrozenSet<T> set, bool forbidden, RowFailures failures)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(Cells.Of<T>(array));
        for (int at = 0; at < vectors.Length; at++)
        {
            Vector<T> found = Vector<T>.Zero;
            foreach (T number in few)
            {
                found |= Vector.Equals(vectors[at], new Vector<T>(number));
            }

            if (forbidden ? !Vector.EqualsAll(Vector.AsVectorByte(found), Vector<byte>.Zero) : !RangeKernel.All(found))
            {
                Check(array, at * Vector<T>.Count, (at + 1) * Vector<T>.Count, set, forbidden, failures);
            }
        }

        Check(array, vectors.Length * Vector<T>.Count, array.Length, set, forbidden, failures);
    }

    private static void Check<T>(IArrowArray array, int from, int to, FrozenSet<T> set, bool forbidden, RowFailures failures)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        Validity validity = new(array);
        for (int row = from; row < to; row++)
        {
            if (set.Contains(values[row]) == forbidden && validity[row])
            {
                failures.Add(row);
            }
        }
    }
}
