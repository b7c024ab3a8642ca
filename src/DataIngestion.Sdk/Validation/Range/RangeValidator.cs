using Apache.Arrow;

namespace DataIngestion.Validation;

internal sealed class RangeValidator(string column, Bounds bounds, string range) : IValidator
{
    public string Name => $"range({column}, {range})";

    public IReadOnlyList<string> Columns => [column];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        Field field = SchemaColumns.Require(context.Schema, column, Name);
        ColumnKernel kernel = bounds.Bind(field.DataType) ?? throw SchemaColumns.NotApplicable(field, Name, bounds.Expected);
        return new RowValidation(column, $"{column} in {range}", kernel);
    }
}
