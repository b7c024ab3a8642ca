using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataIngestion.Sources;

/// <summary>A published or discarded file, as the cursor remembers it.</summary>
internal sealed record FileLedgerEntry(long Length, string ETag, string? Sha256 = null)
{
    public bool IsUnchanged(StoreEntry file) => file.Length == Length && file.ETag == ETag;
}

/// <summary>A file that needs no reading, found by its content while planning. It joins the ledger if the ledger still holds what it did then.</summary>
internal sealed record LearnedFile(FileLedgerEntry Entry, string? ReplacedETag = null);

/// <summary>What a delivery carries from planning to the next cursor, beside its own files.</summary>
internal sealed record FileDeliveryState(
    IReadOnlyDictionary<string, string> Vanished, IReadOnlyDictionary<string, LearnedFile> Learned)
{
    public static FileDeliveryState Parse(SourceDelivery delivery) =>
        FileStateJson.Read(delivery.State, FileStateJson.Default.FileDeliveryState, delivery.Name);

    public string ToJson() => JsonSerializer.Serialize(this, FileStateJson.Default.FileDeliveryState);
}

/// <param name="ETag">The entity tag that was planned.</param>
/// <param name="Length">The length that was planned.</param>
/// <param name="Sha256">The content that is expected, where it is known before reading.</param>
/// <param name="Manifest">The manifest that declared <paramref name="Sha256"/>; without one, planning read the content.</param>
internal sealed record FilePartitionState(string ETag, long Length, string? Sha256 = null, string? Manifest = null)
{
    public static FilePartitionState Parse(SourcePartition partition) =>
        FileStateJson.Read(partition.State, FileStateJson.Default.FilePartitionState, partition.Origin);

    public static string IdentityOf(StoreEntry file)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{file.Path}|{file.Length}|{file.ETag}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    public string ToJson() => JsonSerializer.Serialize(this, FileStateJson.Default.FilePartitionState);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FileLedgerDocument))]
[JsonSerializable(typeof(FileDeliveryState))]
[JsonSerializable(typeof(FilePartitionState))]
internal sealed partial class FileStateJson : JsonSerializerContext
{
    public static T Read<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, string origin)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new SourceException(
                $"What the file source kept about '{origin}' cannot be read. It was made by another source or version: plan again with this one.", exception)
            { Origin = origin };
        }
    }
}
