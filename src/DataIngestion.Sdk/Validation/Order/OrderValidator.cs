using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Validation;

internal sealed class OrderValidator(string column, bool descending, bool strictly) : IValidator
{
    public string Name => $"{(descending ? "decreasing" : "increasing")}({column}{(strictly ? ", strictly" : "")})";

    public IReadOnlyList<string> Columns => [column];

    public CheckScope Scope => CheckScope.Row;

    public bool IsOrdered => true;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        Field field = SchemaColumns.Require(context.Schema, column, Name);
        OrderRun run = Run(field) ?? throw SchemaColumns.NotApplicable(field, Name, "numbers, dates, timestamps and text");
        string expectation = strictly
            ? $"each {column} to be {(descending ? "smaller" : "larger")} than the one before"
            : $"each {column} to be no {(descending ? "larger" : "smaller")} than the one before";
        return new OrderValidation(column, expectation, run);
    }

    private OrderRun? Run(Field field) => field.DataType switch
    {
        Int8Type => new OrderRun<sbyte>(descending, strictly),
        Int16Type => new OrderRun<short>(descending, strictly),
        Int32Type or Date32Type => new OrderRun<int>(descending, strictly),
        Int64Type or TimestampType => new OrderRun<long>(descending, strictly),
        FloatType => new OrderRun<float>(descending, strictly),
        DoubleType => new OrderRun<double>(descending, strictly),
        Decimal128Type => new OrderRun<Int128>(descending, strictly),
        _ when Columnar.EncodedCells.IsText(field.DataType) => new TextOrderRun(descending, strictly),
        _ => null,
    };
}
