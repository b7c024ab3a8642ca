using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DataIngestion.Pandera;

/// <summary>Reads YAML, and so JSON, as JSON nodes: plain scalars by YAML's core schema, quoted ones as text.</summary>
internal static class YamlJson
{
    /// <exception cref="SuiteImportException">The text is no YAML.</exception>
    public static JsonNode? Parse(string text)
    {
        try
        {
            YamlStream stream = [];
            using StringReader reader = new(text);
            stream.Load(reader);
            return stream.Documents.Count == 1 ? Read(stream.Documents[0].RootNode) : throw new SuiteImportException("", "The file holds no document, or several.");
        }
        catch (YamlException fault)
        {
            throw new SuiteImportException($"line {fault.Start.Line}, column {fault.Start.Column}", $"The text is not YAML: {fault.Message}", fault);
        }
    }

    private static JsonNode? Read(YamlNode node) => node switch
    {
        YamlMappingNode members => new JsonObject(members.Children.Select(member => KeyValuePair.Create(Key(member.Key), Read(member.Value)))),
        YamlSequenceNode items => new JsonArray([.. items.Children.Select(Read)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new SuiteImportException($"line {node.Start.Line}", "The YAML holds something other than mappings, lists and values."),
    };

    private static string Key(YamlNode key) =>
        (key as YamlScalarNode)?.Value ?? throw new SuiteImportException($"line {key.Start.Line}", "A key is not a text.");

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => whole,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) => number,
        _ => text,
    };
}
