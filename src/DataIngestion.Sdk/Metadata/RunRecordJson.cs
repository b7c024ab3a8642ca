using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataIngestion.Metadata;

/// <summary>The text form of a run record, as tables and metadata stores keep it.</summary>
internal static class RunRecordJson
{
    /// <summary>The newest format that this version reads and the one that it writes.</summary>
    public const int FormatVersion = 1;

    private static readonly byte[] Defaults = Serialize(
        new RunRecord("", "", "", RunStatus.Failed, default, default)
        {
            Contract = new([new ColumnContract("", ColumnType.String)]),
            Drift = new(null, Drifted: false, []),
        });

    public static byte[] Serialize(RunRecord run) => JsonSerializer.SerializeToUtf8Bytes(run, RunRecordContext.Default.RunRecord);

    public static RunRecord Deserialize(ReadOnlySpan<byte> json)
    {
        try
        {
            JsonObject record = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("It is no object.");
            Refuse((int?)record["formatVersion"] ?? 1);
            Complete(record);
            return record.Deserialize(RunRecordContext.Default.RunRecord)!;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new IngestionException($"A run record cannot be read: {cause.Message} It was changed or cut short; restore it.", cause);
        }
    }

    // A newer format may not fit the record's shape at all, so its number is looked at first.
    private static void Refuse(int format)
    {
        if (format > FormatVersion)
        {
            throw new IngestionException(
                $"A run record has format {format}, and this version reads formats up to {FormatVersion}. Use the newer version of the library that wrote it.");
        }
    }

    // Generated serialisers set an init-only property that the text lacks to zero or null instead of leaving its default.
    private static void Complete(JsonObject record)
    {
        JsonObject defaults = JsonNode.Parse(Defaults)!.AsObject();
        JsonObject contract = defaults["contract"]!.AsObject();
        JsonObject column = contract["columns"]![0]!.AsObject();
        JsonObject drift = defaults["drift"]!.AsObject();
        foreach (string required in (string[])["runId", "pipeline", "table", "status", "startedAt", "finishedAt", "contract", "drift"])
        {
            defaults.Remove(required);
        }

        contract.Remove("columns");
        column.Remove("name");
        column.Remove("type");
        foreach (string required in (string[])["referenceVersion", "drifted", "results"])
        {
            drift.Remove(required);
        }

        Fill(record, defaults);
        if (record["drift"] is JsonObject found)
        {
            Fill(found, drift);
        }

        if (record["contract"] is JsonObject given)
        {
            Fill(given, contract);
            foreach (JsonObject each in (given["columns"] as JsonArray ?? []).OfType<JsonObject>())
            {
                Fill(each, column);
            }
        }
    }

    private static void Fill(JsonObject target, JsonObject defaults)
    {
        foreach ((string name, JsonNode? value) in defaults)
        {
            if (!target.ContainsKey(name))
            {
                target[name] = value?.DeepClone();
            }
        }
    }
}
