using System.Numerics;
using System.Runtime.InteropServices;

namespace DataIngestion.Delta;

// Widens a range by the values of a span.
internal static class Extrema
{
    public static void Widen<T>(ReadOnlySpan<T> values, ref T min, ref T max)
        where T : unmanaged, INumber<T>
    {
        int done = 0;
        if (Vector.IsHardwareAccelerated && values.Length >= Vector<T>.Count)
        {
            ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
            (Vector<T> low, Vector<T> high) = (new(min), new(max));
            foreach (Vector<T> vector in vectors)
            {
                low = Vector.Min(low, vector);
                high = Vector.Max(high, vector);
            }

            for (int lane = 0; lane < Vector<T>.Count; lane++)
            {
                WidenScalar([low[lane], high[lane]], ref min, ref max);
            }

            done = vectors.Length * Vector<T>.Count;
        }

        WidenScalar(values[done..], ref min, ref max);
    }

    // The reference that the vector path is tested against.
    public static void WidenScalar<T>(ReadOnlySpan<T> values, ref T min, ref T max)
        where T : INumber<T>
    {
        foreach (T value in values)
        {
            min = value < min ? value : min;
            max = value > max ? value : max;
        }
    }

    public static bool ContainsNaN<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPoint<T>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        foreach (Vector<T> vector in vectors)
        {
            if (!Vector.EqualsAll(vector, vector))
            {
                return true;
            }
        }

        foreach (T value in values[(vectors.Length * Vector<T>.Count)..])
        {
            if (T.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
