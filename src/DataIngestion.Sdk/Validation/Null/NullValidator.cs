using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class NullValidator(string column) : IValidator
{
    public string Name => $"null({column})";

    public IReadOnlyList<string> Columns { get; } = [column];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        SchemaColumns.Require(context.Schema, column, Name);
        return new RowValidation(column, $"no value in any row of {column}", Check, judgesMissing: true);
    }

    private static void Check(IArrowArray array, RowFailures failures)
    {
        Validity validity = new(array);
        for (int row = validity.Next(0, valid: true); row < array.Length; row = validity.Next(row + 1, valid: true))
        {
            failures.Add(row);
        }
    }
}
