using System.Numerics;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Drift;

/// <summary>Copies a numeric Arrow array into doubles row by row; NaN stands for a missing value.</summary>
internal static class AlignedNumbers
{
    public static void Read(IArrowArray array, Span<double> values)
    {
        switch (array)
        {
            case Int8Array chunk:
                Widen<sbyte>(chunk.Values, values);
                break;
            case Int16Array chunk:
                Widen<short>(chunk.Values, values);
                break;
            case Int32Array chunk:
                Widen<int>(chunk.Values, values);
                break;
            case Int64Array chunk:
                Widen<long>(chunk.Values, values);
                break;
            case FloatArray chunk:
                Widen<float>(chunk.Values, values);
                break;
            case DoubleArray chunk:
                chunk.Values.CopyTo(values);
                break;
            case Decimal128Array chunk:
                Decimals(chunk, values);
                break;
            default:
                throw new ArgumentException($"An array of {array.Data.DataType.Name} holds no numbers.", nameof(array));
        }

        Blank(array, values);
        GC.KeepAlive(array);
    }

    private static void Widen<T>(ReadOnlySpan<T> source, Span<double> values)
        where T : struct, INumberBase<T>
    {
        for (int i = 0; i < source.Length; i++)
        {
            values[i] = double.CreateTruncating(source[i]);
        }
    }

    private static void Decimals(Decimal128Array array, Span<double> values)
    {
        ReadOnlySpan<Int128> source = Cells.Of<Int128>(array);
        double divisor = Math.Pow(10, array.Scale);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (double)source[i] / divisor;
        }
    }

    private static void Blank(IArrowArray array, Span<double> values)
    {
        Validity validity = new(array);
        for (int row = validity.AllValid ? values.Length : validity.Next(0, false); row < values.Length; row = validity.Next(row + 1, false))
        {
            values[row] = double.NaN;
        }
    }
}
