using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Gives columns of numbers the widest type of their kind: integers int64, floats float64. Other columns stay as they are.</summary>
internal static class WideColumns
{
    public static Schema SchemaOf(Schema schema, IReadOnlyList<string> columns, IReadOnlyList<string> names) => new(
        columns.Select((column, at) => new Field(names[at], TypeOf(schema.GetFieldByName(column).DataType), nullable: true)), null);

    public static IArrowType TypeOf(IArrowType type) => type switch
    {
        Int8Type or Int16Type or Int32Type => Int64Type.Default,
        FloatType => DoubleType.Default,
        _ => EncodedCells.Logical(type),
    };

    /// <summary>The columns alone, under other names. The caller disposes the batch, which shares what stays as it is.</summary>
    public static RecordBatch Of(RecordBatch batch, IReadOnlyList<string> columns, IReadOnlyList<string> names)
    {
        IArrowArray[] arrays = [.. columns.Select(column => Widen(batch.Column(column)))];
        return new RecordBatch(
            new Schema(arrays.Select((array, at) => new Field(names[at], array.Data.DataType, nullable: true)), null), arrays, batch.Length);
    }

    private static IArrowArray Widen(IArrowArray array) => array.Data.DataType switch
    {
        Int8Type => Widen<sbyte, long>(array, Int64Type.Default),
        Int16Type => Widen<short, long>(array, Int64Type.Default),
        Int32Type => Widen<int, long>(array, Int64Type.Default),
        FloatType => Widen<float, double>(array, DoubleType.Default),
        _ => ArrowArrayFactory.SliceShared(array, 0, array.Length),
    };

    private static IArrowArray Widen<TFrom, TTo>(IArrowArray array, IArrowType type)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        ReadOnlySpan<TFrom> values = Cells.Of<TFrom>(array);
        ArrowBuffer.Builder<TTo> builder = ColumnBuffer.Of<TTo>(values.Length);
        Span<TTo> wide = builder.Span;
        for (int row = 0; row < values.Length; row++)
        {
            wide[row] = TTo.CreateTruncating(values[row]);
        }

        ArrowBuffer[] buffers = [new Validity(array).ToBuffer(), builder.Build()];
        GC.KeepAlive(array);
        return ArrowArrayFactory.BuildArray(new ArrayData(type, values.Length, array.NullCount, 0, buffers));
    }
}
