using System.Globalization;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class SumEqualsValidator(IReadOnlyList<string> columns, decimal total, MissingRows missing, double tolerance) : IValidator
{
    public string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"sum_equals({string.Join(", ", columns)}, {total}{(tolerance > 0 ? $" ± {tolerance:R}" : "")}{MissingPolicy.Suffix(missing)})");

    public IReadOnlyList<string> Columns => columns;

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        Field[] fields = [.. columns.Select(column => SchemaColumns.Require(context.Schema, column, Name))];
        foreach (Field field in fields.Where(field => !DoubleCells.IsNumber(field.DataType)))
        {
            throw SchemaColumns.NotApplicable(field, Name, "numbers");
        }

        return new RowsOfColumnsValidation(
            columns, string.Create(CultureInfo.InvariantCulture, $"{string.Join(" + ", columns)} to be {total}"), missing, Kernel(fields));
    }

    private IRowsOfColumnsKernel Kernel(Field[] fields) => tolerance > 0 || fields.Any(field => ExactCells.ScaleOf(field.DataType) is null)
        ? new DoubleSumKernel((double)total, tolerance)
        : ExactSumKernel.Of([.. fields.Select(field => field.DataType)], ExactNumber.From(total));
}
