using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataIngestion.Profiles;

/// <summary>The smallest and the largest of values, none of which is NaN or −0.</summary>
internal static class Extrema
{
    /// <summary>Positive and negative infinity when there is no value.</summary>
    [MethodImpl(Kernel.AtOnce)]
    public static (double Minimum, double Maximum) Of(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(values);
        Vector256<double> smallest = Vector256.Create(double.PositiveInfinity);
        Vector256<double> largest = Vector256.Create(double.NegativeInfinity);
        foreach (Vector256<double> vector in vectors)
        {
            smallest = Vector256.MinNative(smallest, vector);
            largest = Vector256.MaxNative(largest, vector);
        }

        (double minimum, double maximum) = OfScalar(values[(vectors.Length * Vector256<double>.Count)..]);
        for (int lane = 0; lane < Vector256<double>.Count; lane++)
        {
            minimum = Math.Min(minimum, smallest[lane]);
            maximum = Math.Max(maximum, largest[lane]);
        }

        return (minimum, maximum);
    }

    /// <summary>The reference for <see cref="Of"/>.</summary>
    public static (double Minimum, double Maximum) OfScalar(ReadOnlySpan<double> values)
    {
        double minimum = double.PositiveInfinity;
        double maximum = double.NegativeInfinity;
        foreach (double value in values)
        {
            minimum = value < minimum ? value : minimum;
            maximum = value > maximum ? value : maximum;
        }

        return (minimum, maximum);
    }
}
