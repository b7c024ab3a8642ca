using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Profiles;

/// <summary>Copies the finite values of a numeric Arrow array into doubles; −0 becomes 0, so that both are one value.</summary>
internal static class NumericValues
{
    // Values of int64 beyond 2^53 and decimals of more than 15 digits are rounded to the nearest double.
    /// <summary>Reads as many rows as <paramref name="values"/> has room for. Returns how many finite values were written; the others that are not missing are counted in <paramref name="notFinite"/>.</summary>
    public static int Read(IArrowArray array, int firstRow, Span<double> values, out long notFinite)
    {
        int rows = values.Length;
        notFinite = 0;
        int count = array switch
        {
            Int8Array chunk => Widen<sbyte>(chunk, firstRow, chunk.Values.Slice(firstRow, rows), values),
            Int16Array chunk => Widen<short>(chunk, firstRow, chunk.Values.Slice(firstRow, rows), values),
            Int32Array chunk => Widen<int>(chunk, firstRow, chunk.Values.Slice(firstRow, rows), values),
            Int64Array chunk => Widen<long>(chunk, firstRow, chunk.Values.Slice(firstRow, rows), values),
            FloatArray chunk => KeepFinite(values[..Widen<float>(chunk, firstRow, chunk.Values.Slice(firstRow, rows), values)], out notFinite),
            DoubleArray chunk => KeepFinite(values[..Copy(chunk, firstRow, chunk.Values.Slice(firstRow, rows), values)], out notFinite),
            Decimal128Array chunk => Decimals(chunk, firstRow, values),
            _ => throw new ArgumentException($"An array of {array.Data.DataType.Name} holds no numbers.", nameof(array)),
        };
        GC.KeepAlive(array);
        return count;
    }

    /// <summary>Moves the finite values to the front and returns how many there are.</summary>
    [MethodImpl(Kernel.AtOnce)]
    public static int KeepFinite(Span<double> values, out long notFinite)
    {
        Span<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(values);
        Vector256<double> largest = Vector256.Create(double.MaxValue);
        Vector256<double> finite = Vector256<double>.AllBitsSet;
        foreach (ref Vector256<double> vector in vectors)
        {
            // Adding zero turns -0 into 0. No comparison with NaN holds.
            vector += Vector256<double>.Zero;
            finite &= Vector256.LessThanOrEqual(Vector256.Abs(vector), largest);
        }

        int checkedValues = vectors.Length * Vector256<double>.Count;
        int kept = finite.ExtractMostSignificantBits() == 0b1111 ? checkedValues : KeepFiniteScalar(values[..checkedValues]);
        int tail = KeepFiniteScalar(values[checkedValues..]);
        if (kept < checkedValues)
        {
            values.Slice(checkedValues, tail).CopyTo(values[kept..]);
        }

        notFinite = values.Length - kept - tail;
        return kept + tail;
    }

    /// <summary>The reference for <see cref="KeepFinite"/>.</summary>
    public static int KeepFiniteScalar(Span<double> values)
    {
        int kept = 0;
        foreach (double value in values)
        {
            values[kept] = value + 0.0;
            kept += double.IsFinite(value) ? 1 : 0;
        }

        return kept;
    }

    private static int Copy(DoubleArray array, int firstRow, ReadOnlySpan<double> source, Span<double> values)
    {
        if (array.NullCount > 0)
        {
            return Widen(array, firstRow, source, values);
        }

        source.CopyTo(values);
        return source.Length;
    }

    [MethodImpl(Kernel.AtOnce)]
    private static int Widen<T>(IArrowArray array, int firstRow, ReadOnlySpan<T> source, Span<double> values)
        where T : struct, INumberBase<T>
    {
        Validity validity = new(array);
        if (validity.AllValid)
        {
            for (int i = 0; i < source.Length; i++)
            {
                values[i] = double.CreateTruncating(source[i]);
            }

            return source.Length;
        }

        int count = 0;
        for (int i = 0; i < source.Length; i++)
        {
            // Written always, counted only when valid: no branch on data.
            values[count] = double.CreateTruncating(source[i]);
            count += validity[firstRow + i] ? 1 : 0;
        }

        return count;
    }

    [MethodImpl(Kernel.AtOnce)]
    private static int Decimals(Decimal128Array array, int firstRow, Span<double> values)
    {
        const int Width = 16;
        Validity validity = new(array);
        ReadOnlySpan<byte> source = array.ValueBuffer.Span.Slice((array.Offset + firstRow) * Width, values.Length * Width);
        double divisor = Math.Pow(10, array.Scale);
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> number = source.Slice(i * Width, Width);
            long low = BinaryPrimitives.ReadInt64LittleEndian(number);
            bool isShort = BinaryPrimitives.ReadInt64LittleEndian(number[sizeof(long)..]) == low >> 63;
            values[count] = (isShort ? low : (double)BinaryPrimitives.ReadInt128LittleEndian(number)) / divisor;
            count += validity[firstRow + i] ? 1 : 0;
        }

        return count;
    }
}
