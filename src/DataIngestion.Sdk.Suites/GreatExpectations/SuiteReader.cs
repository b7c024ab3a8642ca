using System.Text.Json.Nodes;

namespace DataIngestion.GreatExpectations;

/// <summary>Reads suites with the keys of 0.18 and those of 1.x.</summary>
internal sealed class SuiteReader
{
    private readonly JsonObject _suite;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, JsonNode?> _parameters = new(StringComparer.Ordinal);

    public SuiteReader(JsonObject suite, IReadOnlyDictionary<string, JsonNode?> parameters, TimeProvider time)
    {
        (_suite, _time) = (suite, time);
        foreach (string key in (string[])["evaluation_parameters", "suite_parameters"])
        {
            foreach ((string name, JsonNode? value) in suite[key] as JsonObject ?? [])
            {
                _parameters[name] = value;
            }
        }

        foreach ((string name, JsonNode? value) in parameters)
        {
            _parameters[name] = value;
        }
    }

    public T Read<T>(Func<string, IReadOnlyList<GreatExpectation>, JsonObject, T> make)
    {
        string name = (_suite["name"] ?? _suite["expectation_suite_name"])?.ToString() ?? "";
        JsonArray items = _suite["expectations"] as JsonArray ?? throw new SuiteImportException("expectations", "The suite has no list of expectations.");
        JsonObject used = new(_parameters.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value?.DeepClone())));
        return make(name, [.. items.Select((item, at) => One(item, $"expectations[{at}]"))], used);
    }

    private GreatExpectation One(JsonNode? item, string place)
    {
        JsonObject configuration = item as JsonObject ?? throw new SuiteImportException(place, "An expectation is a JSON object.");
        string type = (configuration["type"] ?? configuration["expectation_type"])?.ToString()
            ?? throw new SuiteImportException(place, "The expectation has neither 'type' nor 'expectation_type'.");
        if (!ExpectationCatalog.Knows(type))
        {
            throw new SuiteImportException(
                place, $"The expectation '{type}' is not supported. Remove it, or check the same with a validator of your own. Supported are: {string.Join(", ", ExpectationCatalog.Types)}.");
        }

        JsonNode? kwargs = Parameters.Resolve(configuration["kwargs"] ?? new JsonObject(), $"{place}.kwargs", _parameters, _time);
        JsonObject arguments = kwargs as JsonObject ?? throw new SuiteImportException($"{place}.kwargs", "The arguments are a JSON object.");
        return new GreatExpectation(type, arguments, Level(configuration["severity"] ?? arguments["severity"], place), configuration, place);
    }

    private static Severity Level(JsonNode? severity, string place) => severity?.ToString() switch
    {
        null or "critical" => Severity.Error,
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        string other => throw new SuiteImportException($"{place}.severity", $"The severity '{other}' is unknown; critical, warning and info are known."),
    };
}
