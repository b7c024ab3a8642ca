using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Finds the values outside two inclusive bounds. NaN is outside.</summary>
internal static class RangeKernel
{
    private const int VectorsPerBlock = 4;

    public static ColumnKernel Of<T>(T low, T high)
        where T : unmanaged, INumber<T> => Vector<T>.IsSupported && Vector.IsHardwareAccelerated
            ? (array, failures) => Check(array, low, high, failures)
            : (array, failures) => CheckScalar(array, low, high, 0, array.Length, failures);

    public static void Check<T>(IArrowArray array, T low, T high, RowFailures failures)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(Cells.Of<T>(array));
        (Vector<T> least, Vector<T> most) = (new(low), new(high));
        int block = VectorsPerBlock * Vector<T>.Count;
        int row = 0;
        while (vectors.Length >= VectorsPerBlock)
        {
            Vector<T> inside = Inside(vectors[0], least, most) & Inside(vectors[1], least, most)
                & Inside(vectors[2], least, most) & Inside(vectors[3], least, most);
            if (!All(inside))
            {
                CheckScalar(array, low, high, row, row + block, failures);
            }

            vectors = vectors[VectorsPerBlock..];
            row += block;
        }

        CheckScalar(array, low, high, row, array.Length, failures);
    }

    // The reference that the vector path is tested against. Missing rows may hold anything, so they are asked for last.
    public static void CheckScalar<T>(IArrowArray array, T low, T high, int from, int to, RowFailures failures)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> values = Cells.Of<T>(array)[from..to];
        Validity validity = new(array);
        for (int at = 0; at < values.Length; at++)
        {
            // Negated so that NaN, which no comparison holds for, fails.
            if (!(values[at] >= low && values[at] <= high) && validity[from + at])
            {
                failures.Add(from + at);
            }
        }
    }

    /// <summary>Whether a comparison held in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All<T>(Vector<T> comparison) => Vector.EqualsAll(Vector.AsVectorByte(comparison), Vector<byte>.AllBitsSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Inside<T>(Vector<T> values, Vector<T> low, Vector<T> high)
        where T : unmanaged => Vector.GreaterThanOrEqual(values, low) & Vector.LessThanOrEqual(values, high);
}
