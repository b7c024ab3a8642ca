using System.Text.Json;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check that text is JSON.</summary>
public static class JsonExtensions
{
    /// <summary>Requires text that is one JSON value by RFC 8259, of at most 64 levels. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A string column.</param>
    /// <returns>The builder.</returns>
    public static ValidationBuilder Json(this ValidationBuilder builder, string column)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return builder.Add(new TextValidator($"json({column})", column, $"{column} to be JSON", IsJson));
    }

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        Utf8JsonReader reader = new(text);
        try
        {
            while (reader.Read())
            {
            }

            return reader.BytesConsumed > 0 && reader.TokenType != JsonTokenType.None;
        }
        catch (JsonException)
        {
            // That it is no JSON is the answer.
            return false;
        }
    }
}
