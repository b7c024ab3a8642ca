using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataIngestion.GreatExpectations;

/// <summary>Reads JSON as Python writes it: with bare <c>NaN</c> and <c>Infinity</c>, which become texts.</summary>
internal static class PythonJson
{
    private static readonly string[] Words = ["-Infinity", "Infinity", "NaN"];

    /// <exception cref="SuiteImportException">The text is no JSON.</exception>
    public static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(Quote(json));
        }
        catch (JsonException fault)
        {
            throw new SuiteImportException("", $"The text is not JSON: {fault.Message}", fault);
        }
    }

    private static string Quote(string json)
    {
        if (!Words.Any(word => json.Contains(word, StringComparison.Ordinal)))
        {
            return json;
        }

        StringBuilder text = new(json.Length + 16);
        bool quoted = false;
        for (int at = 0; at < json.Length; at++)
        {
            string? word = quoted ? null : Words.FirstOrDefault(word => string.CompareOrdinal(json, at, word, 0, word.Length) == 0);
            if (word is not null)
            {
                text.Append('"').Append(word).Append('"');
                at += word.Length - 1;
                continue;
            }

            text.Append(json[at]);
            if (quoted && json[at] == '\\')
            {
                text.Append(json[++at]);
            }
            else if (json[at] == '"')
            {
                quoted = !quoted;
            }
        }

        return text.ToString();
    }
}
