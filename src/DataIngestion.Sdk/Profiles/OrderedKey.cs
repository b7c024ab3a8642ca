using System.Runtime.CompilerServices;

namespace DataIngestion.Profiles;

/// <summary>Whole numbers in the order of the finite doubles they stand for, so that sorting and merging need no floating point.</summary>
internal static class OrderedKey
{
    // Negative doubles ascend as their magnitude bits descend.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits ^ ((bits >> 63) & long.MaxValue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Value(long key) => BitConverter.Int64BitsToDouble(key ^ ((key >> 63) & long.MaxValue));

    /// <summary>Writes the keys of values.</summary>
    [MethodImpl(Kernel.AtOnce)]
    public static void Fill(ReadOnlySpan<double> values, Span<long> keys)
    {
        keys = keys[..values.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = Of(values[i]);
        }
    }

    public static double[] Values(ReadOnlySpan<long> keys)
    {
        double[] values = GC.AllocateUninitializedArray<double>(keys.Length);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value(keys[i]);
        }

        return values;
    }
}
