using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Reads integers, decimals, dates and timestamps as whole numbers times a power of ten; dates and timestamps as seconds.</summary>
internal static class ExactCells
{
    private const int SecondsPerDay = 86_400;

    /// <summary>The decimal places that <see cref="Read"/> gives a type, or null where its values are not exact.</summary>
    public static int? ScaleOf(IArrowType type) => type switch
    {
        Int8Type or Int16Type or Int32Type or Int64Type or Date32Type => 0,
        Decimal128Type number => number.Scale,
        TimestampType time => 3 * (int)time.Unit,
        _ => null,
    };

    /// <summary>The most digits of an unscaled number or decimal.</summary>
    public static int DigitsOf(IArrowType type) => type switch
    {
        Int8Type => 3,
        Int16Type => 5,
        Int32Type => 10,
        Int64Type => 19,
        Decimal128Type number => number.Precision,
        _ => PowersOfTen.MostDigits,
    };

    /// <summary>Writes all rows; what stands in a missing row means nothing.</summary>
    /// <returns>The decimal places.</returns>
    public static int Read(IArrowArray array, Span<Int128> target)
    {
        switch (array.Data.DataType)
        {
            case Int8Type:
                Convert(Cells.Of<sbyte>(array), 1, target);
                break;
            case Int16Type:
                Convert(Cells.Of<short>(array), 1, target);
                break;
            case Int32Type:
                Convert(Cells.Of<int>(array), 1, target);
                break;
            case Date32Type:
                Convert(Cells.Of<int>(array), SecondsPerDay, target);
                break;
            case Int64Type or TimestampType:
                Convert(Cells.Of<long>(array), 1, target);
                break;
            default:
                Cells.Of<Int128>(array).CopyTo(target);
                break;
        }

        GC.KeepAlive(array);
        return ScaleOf(array.Data.DataType) ?? throw new ArgumentException($"The Arrow type {array.Data.DataType.Name} is not exact.", nameof(array));
    }

    private static void Convert<T>(ReadOnlySpan<T> values, int factor, Span<Int128> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (int row = 0; row < values.Length; row++)
        {
            target[row] = (Int128)long.CreateChecked(values[row]) * factor;
        }
    }
}
