using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class NotNullValidator(string column) : IValidator
{
    public string Name => $"not_null({column})";

    public IReadOnlyList<string> Columns => [column];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        SchemaColumns.Require(context.Schema, column, Name);
        return new RowValidation(column, $"a value in every row of {column}", Check, judgesMissing: true);
    }

    private static void Check(IArrowArray array, RowFailures failures)
    {
        Validity validity = new(array);
        if (validity.AllValid)
        {
            return;
        }

        for (int row = validity.Next(0, valid: false); row < array.Length; row = validity.Next(row + 1, valid: false))
        {
            failures.Add(row);
        }
    }
}
