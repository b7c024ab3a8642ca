using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataIngestion.Pipelines;

/// <summary>What every commit says about its pipeline, in the log's <c>domainMetadata</c>: unlike <c>commitInfo</c> it survives checkpoints and log clean-up.</summary>
internal sealed record TableDomain(SourceCursor? Cursor, string PlanHash, string RunId, string RunRecordPath, string RunRecordSha256)
{
    public string ToJson() => JsonSerializer.Serialize(this, TableDomainJson.Default.TableDomain);

    public static TableDomain Parse(string json) =>
        JsonSerializer.Deserialize(json, TableDomainJson.Default.TableDomain)
        ?? throw new IngestionException("The table's log holds an empty pipeline state; restore the log from a copy.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TableDomain))]
internal sealed partial class TableDomainJson : JsonSerializerContext;
