using System.Text.Json.Nodes;
using DataIngestion.Pandera;

namespace DataIngestion;

/// <summary>A schema of Pandera, as its YAML or JSON. Immutable.</summary>
/// <remarks>Checks are read in all three shapes that its releases have written. Nothing is ignored in silence.</remarks>
public sealed class PanderaSchema
{
    private readonly JsonObject _schema;
    private readonly IReadOnlyList<PanderaColumn> _columns;

    private PanderaSchema(JsonObject schema)
    {
        _schema = schema;
        _columns = new PanderaReader(schema).Columns();

        // A fault of a check shows when the schema is read, not when it is used.
        AddTo(new ValidationBuilder());
    }

    /// <summary>Reads a schema.</summary>
    /// <param name="text">The schema as YAML or JSON.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="SuiteImportException">The schema cannot be read, or it holds a check or dtype that is not supported.</exception>
    public static PanderaSchema Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new PanderaSchema(YamlJson.Parse(text) as JsonObject ?? throw new SuiteImportException("", "A schema is a mapping with 'columns'."));
    }

    /// <summary>The contract that the schema states: types, missing values, columns. <see langword="null"/> where a column has no type.</summary>
    public DataContract? Contract => _columns.All(column => column.Type is not null)
        ? new DataContract([.. _columns.Select(column => new ColumnContract(column.Name, column.Type!) { Required = !column.Nullable })])
        {
            NewColumns = _schema["strict"]?.ToString() switch { "true" => ColumnPolicy.Freeze, "filter" => ColumnPolicy.Ignore, _ => ColumnPolicy.Evolve },
            MissingColumns = _columns.All(column => column.Required) ? ColumnPolicy.Freeze : ColumnPolicy.Ignore,
            ReorderedColumns = PanderaReader.Flag(_schema, "ordered", "") ? ColumnPolicy.Freeze : ColumnPolicy.Ignore,
        }
        : null;

    /// <summary>Adds the rules of the schema: required columns, missing values, uniqueness and checks.</summary>
    /// <param name="builder">Receives the rules.</param>
    /// <exception cref="SuiteImportException">A check contradicts itself.</exception>
    public void AddTo(ValidationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ValidationBuilder made = new();
        string[] required = [.. _columns.Where(column => column.Required).Select(column => column.Name)];
        if (required.Length > 0)
        {
            made.HasColumns(required);
        }

        foreach (PanderaColumn column in _columns)
        {
            AddColumn(made, column);
        }

        if (_schema["unique"] is { } unique)
        {
            made.Unique(unique is JsonArray many ? [.. many.Select(name => name!.ToString())] : [unique.ToString()], Duplicates());
        }

        foreach (ValidationRule rule in made.Rules.Where(rule => builder.Rules.All(known => known.Name != rule.Name)).DistinctBy(rule => rule.Name))
        {
            builder.Add(rule);
        }
    }

    private void AddColumn(ValidationBuilder made, PanderaColumn column)
    {
        if (!column.Nullable)
        {
            Consequence(made.NotNull(column.Name), column);
        }

        if (column.Unique)
        {
            Consequence(made.Unique([column.Name], Duplicates()), column);
        }

        foreach (PanderaCheck check in column.Checks)
        {
            PanderaChecks.Add(made, column, check);
            if (PanderaReader.Flag(check.Options, "raise_warning", check.Place))
            {
                made.Warn();
            }
            else
            {
                Consequence(made, column);
            }
        }
    }

    private static void Consequence(ValidationBuilder made, PanderaColumn column)
    {
        if (column.DropsInvalidRows)
        {
            made.Quarantine();
        }
    }

    private DuplicateRows Duplicates() => _schema["report_duplicates"]?.ToString() switch
    {
        null or "all" => DuplicateRows.All,
        "exclude_first" => DuplicateRows.AllButFirst,
        string other => throw new SuiteImportException("report_duplicates", $"'{other}' is not supported; all and exclude_first are."),
    };
}
