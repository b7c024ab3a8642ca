using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class UniqueWithinRowValidator(IReadOnlyList<string> columns, MissingRows missing) : IValidator
{
    public string Name => $"unique_within_row({string.Join(", ", columns)}{MissingPolicy.Suffix(missing)})";

    public IReadOnlyList<string> Columns => columns;

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        Field[] fields = [.. columns.Select(column => SchemaColumns.Require(context.Schema, column, Name))];
        List<(int, int, ColumnComparer)> pairs = [];
        for (int first = 0; first < fields.Length; first++)
        {
            for (int second = first + 1; second < fields.Length; second++)
            {
                pairs.Add((first, second, Comparer(fields[first], fields[second])));
            }
        }

        return new RowsOfColumnsValidation(columns, $"no value twice in a row among {string.Join(", ", columns)}", missing, new UniqueWithinRowKernel(pairs));
    }

    private ColumnComparer Comparer(Field one, Field other) => ColumnComparison.Between(one.DataType, other.DataType) ?? throw new ArgumentException(
        $"The rule '{Name}' cannot compare the column '{one.Name}' of type {SchemaColumns.TypeName(one.DataType)} with '{other.Name}' of type {SchemaColumns.TypeName(other.DataType)}.");
}

internal sealed class UniqueWithinRowKernel(IReadOnlyList<(int First, int Second, ColumnComparer Compare)> pairs) : IRowsOfColumnsKernel
{
    private sbyte[] _order = [];

    public void Check(ReadOnlySpan<IArrowArray> arrays, int rows, Span<bool> fails)
    {
        _order = _order.Length < rows ? new sbyte[rows] : _order;
        fails.Clear();
        foreach ((int first, int second, ColumnComparer compare) in pairs)
        {
            compare(arrays[first], arrays[second], _order);
            Validity present = new(arrays[first]);
            Validity alsoPresent = new(arrays[second]);
            for (int row = 0; row < rows; row++)
            {
                fails[row] |= _order[row] == Comparison.Equal && present[row] && alsoPresent[row];
            }
        }
    }

    public bool Fails(bool byOthers, int missing) => byOthers || missing > 1;
}
