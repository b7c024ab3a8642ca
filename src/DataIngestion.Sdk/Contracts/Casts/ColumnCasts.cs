using Apache.Arrow.Types;

namespace DataIngestion.Contracts.Casts;

/// <summary>Chooses how a delivered column becomes the contract's.</summary>
internal static class ColumnCasts
{
    public static ColumnCast Create(ColumnContract column, IArrowType delivered, bool dictionaries) =>
        (TextColumns.IsText(delivered) ? FromText(column, dictionaries) : TypedCasts.Find(delivered, column.Type)) ?? throw new ContractException(
            $"Column '{column.Name}' is delivered as {ArrowTypeText.Of(delivered)}, which cannot become {column.Type} without loss or guessing. Declare another type for the column, or have it delivered as {column.Type} or as text.")
        {
            Column = column.Name,
        };

    private static ColumnCast FromText(ColumnContract column, bool dictionaries)
    {
        IArrowType type = column.Type.ToArrow();
        byte sign = (byte)column.DecimalSign;
        return column.Type.Kind switch
        {
            ColumnKind.Boolean => new TextCast<byte, BooleanReader>(new(column), type),
            ColumnKind.Int8 => new TextCast<sbyte, IntegerReader<sbyte>>(default, type),
            ColumnKind.Int16 => new TextCast<short, IntegerReader<short>>(default, type),
            ColumnKind.Int32 => new TextCast<int, IntegerReader<int>>(default, type),
            ColumnKind.Int64 => new TextCast<long, IntegerReader<long>>(default, type),
            ColumnKind.Float32 => new TextCast<float, SingleReader>(new(sign), type),
            ColumnKind.Float64 => new TextCast<double, DoubleReader>(new(sign), type),
            ColumnKind.Decimal => new TextCast<Int128, DecimalReader>(new(column.Type.Precision, column.Type.Scale, sign), type),
            ColumnKind.Date => new TextCast<int, DateReader>(new(Formats(column, DateFormat.IsoDate)), type),
            ColumnKind.Timestamp => new TextCast<long, TimestampReader>(new(Formats(column, DateFormat.IsoDateTime), zone: true), type),
            ColumnKind.TimestampWithoutZone => new TextCast<long, TimestampReader>(new(Formats(column, DateFormat.IsoDateTime), zone: false), type),
            ColumnKind.String => new StringCast(dictionaries),
            _ => new Base64Cast(),
        };
    }

    private static DateFormat[] Formats(ColumnContract column, DateFormat iso) =>
        column.Formats.Count == 0 ? [iso] : [.. column.Formats.Select(DateFormat.Compile)];
}
