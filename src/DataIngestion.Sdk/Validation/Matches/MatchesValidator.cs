using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class MatchesValidator(string name, string column, string expectation, PatternSet patterns) : IValidator
{
    public string Name => name;

    public IReadOnlyList<string> Columns { get; } = [column];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        Field field = SchemaColumns.Require(context.Schema, column, Name);
        return EncodedCells.IsText(field.DataType)
            ? new MatchesValidation(column, expectation, patterns)
            : throw SchemaColumns.NotApplicable(field, Name, "strings");
    }
}
