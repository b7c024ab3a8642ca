using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Every value of a column is of the column's type, so all rows pass or all that have a value fail.</summary>
internal sealed class OfTypeValidator(string column, IReadOnlyList<ColumnType> types) : IValidator
{
    public string Name => $"of_type({column}, {string.Join(", ", types)})";

    public IReadOnlyList<string> Columns { get; } = [column];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        string found = SchemaColumns.TypeName(SchemaColumns.Require(context.Schema, column, Name).DataType);
        bool passes = types.Any(type => type.ToString() == found);
        return new RowValidation(column, $"{column} to be {string.Join(" or ", types)}, and it is {found}", (array, failures) => FailAll(array, passes, failures));
    }

    private static void FailAll(IArrowArray array, bool passes, RowFailures failures)
    {
        Validity validity = new(array);
        for (int row = passes ? array.Length : validity.Next(0, valid: true); row < array.Length; row = validity.Next(row + 1, valid: true))
        {
            failures.Add(row);
        }
    }
}
