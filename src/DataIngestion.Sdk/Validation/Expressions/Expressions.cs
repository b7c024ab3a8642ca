using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class ColumnExpression(string column) : RowExpression(column.All(char.IsLetterOrDigit) ? column : $"`{column}`", [column])
{
    internal override BoundExpression BindTo(Schema schema)
    {
        Field field = SchemaColumns.Require(schema, column, Text);
        return field.DataType switch
        {
            Int8Type => Wholes<sbyte>(value => value),
            Int16Type => Wholes<short>(value => value),
            Int32Type or Date32Type => Wholes<int>(value => value),
            Int64Type or TimestampType => Wholes<long>(value => value),
            FloatType => Numbers<float>(value => value),
            DoubleType => Numbers<double>(value => value),
            Decimal128Type number => Numbers<Int128>(value => (double)value / Math.Pow(10, number.Scale)),
            BooleanType => new(VectorKind.Truth, Truths),
            StringType => new(VectorKind.Text, batch => new RowVector { Texts = batch.Column(column), Unknown = Missing(batch.Column(column)) }),
            _ => new(VectorKind.Opaque, batch => new RowVector { Unknown = Missing(batch.Column(column)) }),
        };
    }

    private BoundExpression Wholes<T>(Func<T, long> widen)
        where T : unmanaged => new(VectorKind.Whole, batch => new RowVector { Wholes = Read(batch.Column(column), widen), Unknown = Missing(batch.Column(column)) });

    private BoundExpression Numbers<T>(Func<T, double> widen)
        where T : unmanaged => new(VectorKind.Number, batch => new RowVector { Numbers = Read(batch.Column(column), widen), Unknown = Missing(batch.Column(column)) });

    private static TTo[] Read<T, TTo>(IArrowArray array, Func<T, TTo> widen)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        TTo[] read = new TTo[values.Length];
        for (int row = 0; row < read.Length; row++)
        {
            read[row] = widen(values[row]);
        }

        GC.KeepAlive(array);
        return read;
    }

    private RowVector Truths(RecordBatch batch)
    {
        BooleanArray array = (BooleanArray)batch.Column(column);
        bool[] truths = new bool[array.Length];
        for (int row = 0; row < truths.Length; row++)
        {
            truths[row] = array.GetValue(row) == true;
        }

        return new RowVector { Truths = truths, Unknown = Missing(array) };
    }

    private static bool[]? Missing(IArrowArray array)
    {
        Validity validity = new(array);
        if (validity.AllValid)
        {
            return null;
        }

        bool[] missing = new bool[array.Length];
        for (int row = validity.Next(0, valid: false); row < array.Length; row = validity.Next(row + 1, valid: false))
        {
            missing[row] = true;
        }

        return missing;
    }
}
