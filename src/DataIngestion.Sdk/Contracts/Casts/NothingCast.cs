using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Contracts.Casts;

/// <summary>A column that is not delivered, or delivered without a type and a value: all missing.</summary>
internal sealed class NothingCast(IArrowType type) : ColumnCast
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        tally.Empty(delivered.Length);
        return Missing(type, delivered.Length);
    }

    public static IArrowArray Missing(IArrowType type, int rows)
    {
        ArrowBuffer validity = new(new byte[BitUtility.ByteCount(rows)]);
        ArrayData data = type switch
        {
            FixedWidthType fixedWidth => new(type, rows, rows, 0, [validity, new ArrowBuffer(new byte[((rows * fixedWidth.BitWidth) + 7) / 8])]),
            _ => new(type, rows, rows, 0, [validity, new ArrowBuffer(new byte[(rows + 1) * sizeof(int)]), ArrowBuffer.Empty]),
        };
        return ArrowArrayFactory.BuildArray(data);
    }
}
