using System.Text.Json;

namespace DataIngestion.Delta;

internal static class CommitInfoJson
{
    // Names with a meaning of their own: free fields must not take them.
    public static IReadOnlyList<string> ReservedNames { get; } =
        ["timestamp", "operation", "operationParameters", "readVersion", "isBlindAppend", "engineInfo", "operationMetrics", "inCommitTimestamp"];

    // commitInfo is free-form, so a field of an unexpected kind is no error: it is read as missing or as its JSON text.
    public static CommitInfo Read(JsonElement info) => new()
    {
        Timestamp = Number(info, "timestamp"),
        Operation = info.Optional("operation") is { } operation ? DeltaJson.AsText(operation) : null,
        OperationParameters = info.TextMap("operationParameters"),
        ReadVersion = Number(info, "readVersion"),
        IsBlindAppend = info.Optional("isBlindAppend") is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.GetBoolean() : null,
        EngineInfo = info.Optional("engineInfo") is { } engine ? DeltaJson.AsText(engine) : null,
        OperationMetrics = info.TextMap("operationMetrics"),
        Extra = ReadExtra(info),
    };

    public static void Write(Utf8JsonWriter json, CommitInfo info)
    {
        json.WriteStartObject("commitInfo");
        json.WriteOptional("timestamp", info.Timestamp);
        json.WriteOptional("operation", info.Operation);
        json.WriteMap("operationParameters", info.OperationParameters!);
        json.WriteOptional("readVersion", info.ReadVersion);
        if (info.IsBlindAppend is { } blind)
        {
            json.WriteBoolean("isBlindAppend", blind);
        }

        json.WriteMap("operationMetrics", info.OperationMetrics!);
        json.WriteOptional("engineInfo", info.EngineInfo);
        foreach ((string key, string value) in info.Extra)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static long? Number(JsonElement info, string name) =>
        info.Optional(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) ? value : null;

    private static Dictionary<string, string> ReadExtra(JsonElement info)
    {
        Dictionary<string, string> extra = new(StringComparer.Ordinal);
        foreach (JsonProperty field in info.EnumerateObject())
        {
            if (!ReservedNames.Contains(field.Name))
            {
                extra[field.Name] = DeltaJson.AsText(field.Value) ?? "null";
            }
        }

        return extra;
    }
}
