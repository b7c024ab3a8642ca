using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class ColumnExpression(string column) : RowExpression(FormulaWords.Name(column), [column])
{
    internal override BoundExpression BindTo(Schema schema)
    {
        Field field = SchemaColumns.Require(schema, column, Text);
        return field.DataType switch
        {
            Int8Type => Longs<sbyte>(ValueKind.Exact, 0, 3, value => value),
            Int16Type => Longs<short>(ValueKind.Exact, 0, 5, value => value),
            Int32Type => Longs<int>(ValueKind.Exact, 0, 10, value => value),
            Int64Type => Longs<long>(ValueKind.Exact, 0, 19, value => value),
            UInt8Type => Longs<byte>(ValueKind.Exact, 0, 3, value => value),
            UInt16Type => Longs<ushort>(ValueKind.Exact, 0, 5, value => value),
            UInt32Type => Longs<uint>(ValueKind.Exact, 0, 10, value => value),
            UInt64Type => Wides(0, 20, batch => Cells.Of<ulong>(batch), value => value),
            Date32Type => Longs<int>(ValueKind.Date, 0, 10, value => value),
            Date64Type => Longs<long>(ValueKind.Moment, 3, 19, value => value),
            TimestampType moment => Longs<long>(ValueKind.Moment, ScaleOf(moment.Unit), 19, value => value),
            FloatType => Doubles<float>(value => value),
            DoubleType => Doubles<double>(value => value),
            Decimal128Type number when number.Precision <= ValueShape.DigitsOfLong => Longs<Int128>(ValueKind.Exact, number.Scale, number.Precision, value => (long)value),
            Decimal128Type number => Wides(number.Scale, number.Precision, Cells.Of<Int128>, value => value),
            BooleanType => new(new(ValueKind.Truth), Truths),
            StringType => new(new(ValueKind.Text), at => new RowVector { Texts = at.Batch.Column(column), Unknown = Missing(at) }),
            _ => new(new(ValueKind.Other), at => new RowVector { Unknown = Missing(at) }),
        };
    }

    private delegate ReadOnlySpan<T> Reader<T>(IArrowArray array);

    private static int ScaleOf(TimeUnit unit) => unit switch { TimeUnit.Second => 0, TimeUnit.Millisecond => 3, TimeUnit.Microsecond => 6, _ => 9 };

    private BoundExpression Longs<T>(ValueKind kind, int scale, int digits, Func<T, long> widen)
        where T : unmanaged => new(new(kind, scale, digits), at =>
        {
            IArrowArray array = at.Batch.Column(column);
            long[] read = at.Longs();
            if (typeof(T) == typeof(long))
            {
                Cells.Of<long>(array).CopyTo(read);
            }
            else
            {
                ReadOnlySpan<T> values = Cells.Of<T>(array);
                for (int row = 0; row < values.Length; row++)
                {
                    read[row] = widen(values[row]);
                }
            }

            GC.KeepAlive(array);
            return new RowVector { Longs = read, Unknown = Missing(at) };
        });

    private BoundExpression Wides<T>(int scale, int digits, Reader<T> values, Func<T, Int128> widen)
        where T : unmanaged => new(new(ValueKind.Exact, scale, digits, IsWide: true), at =>
        {
            IArrowArray array = at.Batch.Column(column);
            Int128[] read = at.Wides();
            ReadOnlySpan<T> cells = values(array);
            for (int row = 0; row < cells.Length; row++)
            {
                read[row] = widen(cells[row]);
            }

            GC.KeepAlive(array);
            return new RowVector { Wides = read, Unknown = Missing(at) };
        });

    private BoundExpression Doubles<T>(Func<T, double> widen)
        where T : unmanaged => new(new(ValueKind.Float), at =>
        {
            IArrowArray array = at.Batch.Column(column);
            double[] read = at.Doubles();
            ReadOnlySpan<T> values = Cells.Of<T>(array);
            for (int row = 0; row < values.Length; row++)
            {
                read[row] = widen(values[row]);
            }

            GC.KeepAlive(array);
            return new RowVector { Doubles = read, Unknown = Missing(at) };
        });

    private RowVector Truths(Evaluation at)
    {
        IArrowArray array = at.Batch.Column(column);
        bool[] truths = at.Truths();
        if (array.Length > 0)
        {
            BooleanCells cells = new(array);
            for (int row = 0; row < at.Rows; row++)
            {
                truths[row] = cells[row];
            }
        }

        GC.KeepAlive(array);
        return new RowVector { Truths = truths, Unknown = Missing(at) };
    }

    private bool[]? Missing(Evaluation at)
    {
        IArrowArray array = at.Batch.Column(column);
        Validity validity = new(array);
        if (validity.AllValid)
        {
            return null;
        }

        bool[] missing = at.Truths();
        missing.AsSpan(0, at.Rows).Clear();
        for (int row = validity.Next(0, valid: false); row < array.Length; row = validity.Next(row + 1, valid: false))
        {
            missing[row] = true;
        }

        GC.KeepAlive(array);
        return missing;
    }
}
