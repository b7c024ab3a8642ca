using System.Text.Json.Nodes;

namespace DataIngestion.GreatExpectations;

/// <summary>Puts values in the place of <c>{"$PARAMETER": …}</c>, however deep it stands.</summary>
internal static class Parameters
{
    private const string Key = "$PARAMETER";

    public static JsonNode? Resolve(JsonNode? node, string place, IReadOnlyDictionary<string, JsonNode?> parameters, TimeProvider time) => node switch
    {
        JsonObject reference when reference.ContainsKey(Key) => One(reference, place, parameters, time),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value, $"{place}.{member.Key}", parameters, time)))),
        JsonArray items => new JsonArray([.. items.Select((item, at) => Resolve(item, $"{place}[{at}]", parameters, time))]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? One(JsonObject reference, string place, IReadOnlyDictionary<string, JsonNode?> parameters, TimeProvider time)
    {
        // 0.18 kept the last value beside the name.
        string? text = reference[Key] is JsonValue value && value.TryGetValue(out string? name) ? name : null;
        if (text is null)
        {
            throw new SuiteImportException(place, "A $PARAMETER is a name or an expression as text.");
        }

        return reference.TryGetPropertyValue($"$PARAMETER.{text}", out JsonNode? kept) && !parameters.ContainsKey(text)
            ? kept?.DeepClone()
            : ParameterExpression.Evaluate(text, place, parameters, time);
    }
}
