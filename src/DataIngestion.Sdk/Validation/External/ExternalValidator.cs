using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Gives the rows to a program; what it printed names the failing ones in a second pass.</summary>
internal sealed class ExternalValidator(string name, ExternalProgram program) : ITwoPassValidator
{
    public string Name { get; } = $"external({name}, #{program.Fingerprint})";

    public IReadOnlyList<string> Columns => program.Options.Columns;

    public CheckScope Scope => program.Options.Scope;

    // Row numbers of the answer count through all rows, and one program sees all of them.
    public bool IsOrdered => true;

    public IValidation Begin(ValidationContext context)
    {
        if (Columns.FirstOrDefault(context.Masked.Contains) is { } masked)
        {
            throw new ArgumentException($"'{Name}' would give the masked column '{masked}' to another program. Leave the column out of the check.");
        }

        foreach (string column in Columns)
        {
            SchemaColumns.Require(context.Schema, column, Name);
        }

        string[] columns = Columns.Count > 0
            ? [.. Columns]
            : [.. context.Schema.FieldsList.Select(field => field.Name).Where(column => !context.Masked.Contains(column))];
        return columns.Length > 0
            ? new ExternalValidation(program, columns, context.Schema)
            : throw new ArgumentException($"'{Name}' has no column to give to its program: every column is masked.");
    }

    public IValidator? ForSecondPass(IValidation firstPass)
    {
        ExternalValidation state = firstPass as ExternalValidation ?? throw new ArgumentException("The state is not one of this check.", nameof(firstPass));
        return state.Answer is { FailedRows.Count: > 0 } answer ? new FoundRowsValidator(this, answer.FailedRows, answer.ToOutcome) : null;
    }
}
