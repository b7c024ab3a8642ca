using DataIngestion.Suites;

namespace DataIngestion;

/// <summary>Adds the check that text is JSON of a given shape.</summary>
public static class MatchesJsonSchemaExtensions
{
    /// <summary>Requires text that is JSON and valid by a JSON Schema. Missing values pass.</summary>
    /// <remarks>References inside the schema are followed, those to other documents are an error.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A string column.</param>
    /// <param name="schema">The schema as JSON.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The text is no JSON Schema, or refers to another document.</exception>
    public static ValidationBuilder MatchesJsonSchema(this ValidationBuilder builder, string column, string schema)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentException.ThrowIfNullOrEmpty(schema);
        return builder.Add(new JsonSchemaValidator(column, schema));
    }
}
