using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>The sum of a column: exact for integers and decimals, compensated (Neumaier) for floats. Not finite where a value is not.</summary>
internal sealed class SumMetric(string column) : IMetric<double>
{
    public string Name => $"sum({column})";

    public IReadOnlyList<string> Columns { get; } = [column];

    public IMetricState<double> Begin(Schema schema)
    {
        Field field = SchemaColumns.Require(schema, column, Name);
        return field.DataType switch
        {
            Int8Type => new Whole<sbyte>(column, 0),
            Int16Type => new Whole<short>(column, 0),
            Int32Type => new Whole<int>(column, 0),
            Int64Type => new Whole<long>(column, 0),
            Decimal128Type number => new Whole<Int128>(column, number.Scale),
            FloatType => new Floating<float>(column),
            DoubleType => new Floating<double>(column),
            _ => throw SchemaColumns.NotApplicable(field, Name, "numbers"),
        };
    }

    private sealed class Whole<T>(string column, int scale) : IMetricState<double>
        where T : unmanaged, IBinaryInteger<T>
    {
        private BigInteger _sum;

        public void Observe(RecordBatch batch)
        {
            IArrowArray array = batch.Column(column);
            ReadOnlySpan<T> values = Cells.Of<T>(array);
            Validity validity = new(array);
            Int128 sum = 0;
            for (int row = 0; row < values.Length; row++)
            {
                if (validity[row])
                {
                    sum = checked(sum + Int128.CreateChecked(values[row]));
                }
            }

            _sum += sum;
            GC.KeepAlive(array);
        }

        public void Merge(IMetricState other) => _sum += ((Whole<T>)other)._sum;

        public double Complete() => new ExactNumber(_sum, scale).Nearest<double>();
    }

    private sealed class Floating<T>(string column) : IMetricState<double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private double _sum;
        private double _lost;

        public void Observe(RecordBatch batch)
        {
            IArrowArray array = batch.Column(column);
            ReadOnlySpan<T> values = Cells.Of<T>(array);
            Validity validity = new(array);
            for (int row = 0; row < values.Length; row++)
            {
                if (validity[row])
                {
                    Add(double.CreateChecked(values[row]));
                }
            }

            GC.KeepAlive(array);
        }

        public void Merge(IMetricState other)
        {
            Floating<T> later = (Floating<T>)other;
            Add(later._sum);
            _lost += later._lost;
        }

        public double Complete() => double.IsFinite(_sum) ? _sum + _lost : _sum;

        private void Add(double value)
        {
            double sum = _sum + value;
            _lost += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
            _sum = sum;
        }
    }
}
