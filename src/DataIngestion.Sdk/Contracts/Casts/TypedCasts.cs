using System.Numerics;
using Apache.Arrow.Types;

namespace DataIngestion.Contracts.Casts;

/// <summary>Chooses the cast from a delivered type other than text; <see langword="null"/> where there is none.</summary>
internal static class TypedCasts
{
    public static ColumnCast? Find(IArrowType delivered, ColumnType type)
    {
        if (Matches(delivered, type))
        {
            return new SameTypeCast();
        }

        return delivered switch
        {
            NullType => new NothingCast(type.ToArrow()),
            Int8Type => FromInteger<sbyte>(type),
            Int16Type => FromInteger<short>(type),
            Int32Type => FromInteger<int>(type),
            Int64Type => FromInteger<long>(type),
            UInt8Type => FromInteger<byte>(type),
            UInt16Type => FromInteger<ushort>(type),
            UInt32Type => FromInteger<uint>(type),
            UInt64Type => FromInteger<ulong>(type),
            FloatType => type.Kind == ColumnKind.Float64
                ? new NumericCast<float, double, SingleToDouble>(default, type.ToArrow())
                : FromFloat<float>(type),
            DoubleType => type.Kind == ColumnKind.Float32
                ? new NumericCast<double, float, DoubleToSingle>(default, type.ToArrow())
                : FromFloat<double>(type),
            Decimal128Type from => FromDecimal(from.Scale, type),
            Date64Type when type.Kind == ColumnKind.Date => new NumericCast<long, int, MillisecondsToDays>(default, type.ToArrow()),
            TimestampType from when type.Kind == KindOf(from) => new NumericCast<long, long, ToMicroseconds>(new(from.Unit), type.ToArrow()),
            LargeBinaryType or BinaryViewType or FixedSizeBinaryType when type.Kind == ColumnKind.Binary => new BinaryCast(),
            _ => null,
        };
    }

    /// <summary>Whether values are instants or have no zone.</summary>
    public static ColumnKind KindOf(TimestampType type) => string.IsNullOrEmpty(type.Timezone) ? ColumnKind.TimestampWithoutZone : ColumnKind.Timestamp;

    private static bool Matches(IArrowType delivered, ColumnType type) => (delivered, type.ToArrow()) switch
    {
        (Decimal128Type from, Decimal128Type to) => from.Precision == to.Precision && from.Scale == to.Scale,
        (TimestampType from, TimestampType to) => from.Unit == to.Unit && (from.Timezone ?? "") == (to.Timezone ?? ""),
        (var from, var to) => from.TypeId == to.TypeId,
    };

    private static ColumnCast? FromInteger<TFrom>(ColumnType type)
        where TFrom : unmanaged, IBinaryInteger<TFrom> => type.Kind switch
        {
            ColumnKind.Int8 => new NumericCast<TFrom, sbyte, IntegerToInteger<TFrom, sbyte>>(default, type.ToArrow()),
            ColumnKind.Int16 => new NumericCast<TFrom, short, IntegerToInteger<TFrom, short>>(default, type.ToArrow()),
            ColumnKind.Int32 => new NumericCast<TFrom, int, IntegerToInteger<TFrom, int>>(default, type.ToArrow()),
            ColumnKind.Int64 => new NumericCast<TFrom, long, IntegerToInteger<TFrom, long>>(default, type.ToArrow()),
            ColumnKind.Float32 => new NumericCast<TFrom, float, IntegerToFloat<TFrom, float>>(default, type.ToArrow()),
            ColumnKind.Float64 => new NumericCast<TFrom, double, IntegerToFloat<TFrom, double>>(default, type.ToArrow()),
            ColumnKind.Decimal => new NumericCast<TFrom, Int128, IntegerToDecimal<TFrom>>(new(type.Precision, type.Scale), type.ToArrow()),
            _ => null,
        };

    private static ColumnCast? FromFloat<TFrom>(ColumnType type)
        where TFrom : unmanaged, IFloatingPoint<TFrom> => type.Kind switch
        {
            ColumnKind.Int8 => new NumericCast<TFrom, sbyte, FloatToInteger<TFrom, sbyte>>(default, type.ToArrow()),
            ColumnKind.Int16 => new NumericCast<TFrom, short, FloatToInteger<TFrom, short>>(default, type.ToArrow()),
            ColumnKind.Int32 => new NumericCast<TFrom, int, FloatToInteger<TFrom, int>>(default, type.ToArrow()),
            ColumnKind.Int64 => new NumericCast<TFrom, long, FloatToInteger<TFrom, long>>(default, type.ToArrow()),
            _ => null,
        };

    private static ColumnCast? FromDecimal(int scale, ColumnType type) => type.Kind switch
    {
        ColumnKind.Int8 => new NumericCast<Int128, sbyte, DecimalToInteger<sbyte>>(new(scale), type.ToArrow()),
        ColumnKind.Int16 => new NumericCast<Int128, short, DecimalToInteger<short>>(new(scale), type.ToArrow()),
        ColumnKind.Int32 => new NumericCast<Int128, int, DecimalToInteger<int>>(new(scale), type.ToArrow()),
        ColumnKind.Int64 => new NumericCast<Int128, long, DecimalToInteger<long>>(new(scale), type.ToArrow()),
        ColumnKind.Decimal => new NumericCast<Int128, Int128, DecimalToDecimal>(new(scale, type.Precision, type.Scale), type.ToArrow()),
        _ => null,
    };
}
