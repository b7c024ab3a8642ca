using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class OneOfValidator(string column, IReadOnlyList<string> values) : IValidator
{
    public string Name => $"one_of({column}, {string.Join(", ", values)})";

    public IReadOnlyList<string> Columns => [column];

    public CheckScope Scope => CheckScope.Row;

    public IValidation Begin(Schema schema)
    {
        (int index, IArrowType type) = CheckedColumn.Find(schema, column, Name);
        return new ColumnValidation(index, Kernel(type), $"values are one of {string.Join(", ", values)}");
    }

    private IColumnKernel Kernel(IArrowType type) => type switch
    {
        StringType => new TextKernel(values),
        Int8Type or Int16Type or Int32Type or Int64Type => new WholeKernel([.. values.Select(Whole)]),
        _ => throw CheckedColumn.WrongType(Name, column, type, "text or whole numbers"),
    };

    private long Whole(string value) => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
        ? whole
        : throw new ArgumentException($"The rule '{Name}' is about a column of whole numbers, and '{value}' is none.");

    private sealed class TextKernel(IReadOnlyList<string> values) : IColumnKernel
    {
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _set =
            values.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        private readonly int _longest = values.Max(value => value.Length);

        public void Judge(IArrowArray column, RowFailures failures)
        {
            StringArray texts = (StringArray)column;
            Span<char> buffer = new char[_longest];
            Validity validity = new(column);
            for (int row = 0; row < texts.Length; row++)
            {
                if (validity.IsValid(row) && !Holds(texts.GetBytes(row), buffer))
                {
                    failures.Add(row);
                }
            }

            GC.KeepAlive(column);
        }

        private bool Holds(ReadOnlySpan<byte> text, Span<char> buffer) =>
            Encoding.UTF8.TryGetChars(text, buffer, out int length) && _set.Contains(buffer[..length]);
    }

    private sealed class WholeKernel(HashSet<long> values) : IColumnKernel
    {
        public void Judge(IArrowArray column, RowFailures failures)
        {
            Validity validity = new(column);
            for (int row = 0; row < column.Length; row++)
            {
                if (validity.IsValid(row) && !values.Contains(ValueOf(column, row)))
                {
                    failures.Add(row);
                }
            }

            GC.KeepAlive(column);
        }

        private static long ValueOf(IArrowArray column, int row) => column switch
        {
            Int8Array array => array.Values[row],
            Int16Array array => array.Values[row],
            Int32Array array => array.Values[row],
            _ => ((Int64Array)column).Values[row],
        };
    }
}
