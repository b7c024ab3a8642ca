using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Reads numbers of any type as doubles, rounded to the nearest where the type holds more digits.</summary>
internal static class DoubleCells
{
    // Powers of ten that a double holds exactly.
    private const int ExactPowers = 22;
    private const long ExactIntegers = 1L << 53;

    public static bool IsNumber(IArrowType type) => type is Int8Type or Int16Type or Int32Type or Int64Type or FloatType or DoubleType or Decimal128Type;

    /// <summary>Writes all rows; what stands in a missing row means nothing.</summary>
    public static void Read(IArrowArray array, Span<double> target)
    {
        switch (array.Data.DataType)
        {
            case Int8Type:
                Convert(Cells.Of<sbyte>(array), target);
                break;
            case Int16Type:
                Convert(Cells.Of<short>(array), target);
                break;
            case Int32Type:
                Convert(Cells.Of<int>(array), target);
                break;
            case Int64Type:
                Convert(Cells.Of<long>(array), target);
                break;
            case FloatType:
                Convert(Cells.Of<float>(array), target);
                break;
            case DoubleType:
                Cells.Of<double>(array).CopyTo(target);
                break;
            case Decimal128Type number:
                Convert(Cells.Of<Int128>(array), number.Scale, target);
                break;
            default:
                throw new ArgumentException($"The Arrow type {array.Data.DataType.Name} is no number.", nameof(array));
        }

        GC.KeepAlive(array);
    }

    /// <summary>The double nearest to <c>unscaled · 10^−scale</c>.</summary>
    public static double Nearest(Int128 unscaled, int scale) => scale <= ExactPowers && unscaled >= -ExactIntegers && unscaled <= ExactIntegers
        ? (double)(long)unscaled / PowersOfTen.Doubles[scale]
        : new ExactNumber((BigInteger)unscaled, scale).Nearest<double>();

    private static void Convert<T>(ReadOnlySpan<T> values, Span<double> target)
        where T : unmanaged, INumber<T>
    {
        for (int row = 0; row < values.Length; row++)
        {
            target[row] = double.CreateChecked(values[row]);
        }
    }

    private static void Convert(ReadOnlySpan<Int128> values, int scale, Span<double> target)
    {
        for (int row = 0; row < values.Length; row++)
        {
            target[row] = Nearest(values[row], scale);
        }
    }
}
