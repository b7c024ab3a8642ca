using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Names rows while it looks at them, except the first rows of groups and rows whose keys memory had no room for: those in a second pass.</summary>
internal sealed class UniqueValidator(IReadOnlyList<string> columns, DuplicateRows failing, MissingRows missing, KeyIndexOptions options) : ITwoPassValidator, IKeyMemoryUser
{
    // States are merged, so all of them hash with the seed of their validator.
    private readonly long _seed = KeySeed.Next();

    public string Name => $"{(failing == DuplicateRows.All ? "unique_all" : "unique")}({string.Join(", ", columns)}{MissingPolicy.Suffix(missing)})";

    public IReadOnlyList<string> Columns => columns;

    public CheckScope Scope => CheckScope.Row;

    public bool IsOrdered => true;

    public bool ReadsDictionaries => true;

    public IValidator Within(KeyIndexOptions memory) => new UniqueValidator(columns, failing, missing, memory);

    public IValidation Begin(ValidationContext context)
    {
        foreach (string column in columns)
        {
            SchemaColumns.Require(context.Schema, column, Name);
        }

        bool all = failing == DuplicateRows.All;
        return new UniqueValidation(new KeyIndex(context.Schema, columns, options, _seed, skipMissing: true, namesFirstRows: all, missing));
    }

    public IValidator? ForSecondPass(IValidation firstPass)
    {
        UniqueValidation state = firstPass as UniqueValidation ?? throw new ArgumentException("The state is not one of this check.", nameof(firstPass));
        return state.Open is { } rows ? new FoundRowsValidator(this, rows, (seen, failed) => RowValidation.Outcome(seen, failed, state.Expectation, state.RowsMissing)) : null;
    }
}
