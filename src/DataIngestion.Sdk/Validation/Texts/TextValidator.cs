using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Judges one text as UTF-8.</summary>
internal delegate bool TextTest(ReadOnlySpan<byte> text);

/// <summary>A check of text, value by value; repeated values are judged once for each batch.</summary>
internal sealed class TextValidator(string name, string column, string expectation, TextTest test) : IValidator
{
    public string Name => name;

    public IReadOnlyList<string> Columns { get; } = [column];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        Field field = SchemaColumns.Require(context.Schema, column, Name);
        return EncodedCells.IsText(field.DataType)
            ? new RowValidation(column, expectation, EncodedRows.Or(Check))
            : throw SchemaColumns.NotApplicable(field, Name, "strings");
    }

    private void Check(IArrowArray array, RowFailures failures)
    {
        Validity validity = new(array);
        ByteCells cells = new(array);
        for (int row = 0; row < array.Length; row++)
        {
            if (validity[row] && !test(cells[row]))
            {
                failures.Add(row);
            }
        }
    }
}
