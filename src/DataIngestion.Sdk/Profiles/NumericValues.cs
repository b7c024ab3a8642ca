using System.Buffers.Binary;
using System.Numerics;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Profiles;

/// <summary>Copies the finite values of a numeric Arrow array into doubles.</summary>
internal static class NumericValues
{
    // Values of int64 beyond 2^53 and decimals of more than 15 digits are rounded to the nearest double.
    /// <summary>Returns how many finite values were written; the others that are not missing are counted in <paramref name="notFinite"/>.</summary>
    public static int Read(IArrowArray array, Span<double> values, out long notFinite)
    {
        int count = array switch
        {
            Int8Array chunk => Widen<sbyte>(chunk, chunk.Values, values),
            Int16Array chunk => Widen<short>(chunk, chunk.Values, values),
            Int32Array chunk => Widen<int>(chunk, chunk.Values, values),
            Int64Array chunk => Widen<long>(chunk, chunk.Values, values),
            FloatArray chunk => Widen<float>(chunk, chunk.Values, values),
            DoubleArray chunk => Widen<double>(chunk, chunk.Values, values),
            Decimal128Array chunk => Decimals(chunk, values),
            _ => throw new ArgumentException($"An array of {array.Data.DataType.Name} holds no numbers.", nameof(array)),
        };
        GC.KeepAlive(array);
        int finite = KeepFinite(values[..count]);
        notFinite = count - finite;
        return finite;
    }

    private static int Widen<T>(IArrowArray array, ReadOnlySpan<T> source, Span<double> values)
        where T : struct, INumberBase<T>
    {
        Validity validity = new(array);
        int count = 0;
        for (int i = 0; i < source.Length; i++)
        {
            // Written always, counted only when valid: no branch on data.
            values[count] = double.CreateTruncating(source[i]);
            count += validity[i] ? 1 : 0;
        }

        return count;
    }

    private static int Decimals(Decimal128Array array, Span<double> values)
    {
        const int Width = 16;
        Validity validity = new(array);
        ReadOnlySpan<byte> source = array.ValueBuffer.Span.Slice(array.Offset * Width, array.Length * Width);
        double divisor = Math.Pow(10, array.Scale);
        int count = 0;
        for (int i = 0; i < array.Length; i++)
        {
            values[count] = (double)BinaryPrimitives.ReadInt128LittleEndian(source.Slice(i * Width, Width)) / divisor;
            count += validity[i] ? 1 : 0;
        }

        return count;
    }

    private static int KeepFinite(Span<double> values)
    {
        int kept = 0;
        foreach (double value in values)
        {
            // Adding zero turns -0 into 0, so that both are one knot.
            values[kept] = value + 0.0;
            kept += double.IsFinite(value) ? 1 : 0;
        }

        return kept;
    }
}
