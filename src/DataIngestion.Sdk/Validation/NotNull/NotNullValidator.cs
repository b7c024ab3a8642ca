using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class NotNullValidator(string column) : IValidator
{
    public string Name => $"not_null({column})";

    public IReadOnlyList<string> Columns => [column];

    public CheckScope Scope => CheckScope.Row;

    public IValidation Begin(Schema schema) =>
        new ColumnValidation(CheckedColumn.Find(schema, column, Name).Index, new Kernel(), "values are not missing");

    private sealed class Kernel : IColumnKernel
    {
        public void Judge(IArrowArray column, RowFailures failures)
        {
            if (column.Data.GetNullCount() == 0)
            {
                return;
            }

            Validity validity = new(column);
            for (int row = 0; row < column.Length; row++)
            {
                if (!validity.IsValid(row))
                {
                    failures.Add(row);
                }
            }
        }
    }
}
