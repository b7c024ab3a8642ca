using System.Text.Json;

namespace DataIngestion.Metadata;

/// <summary>The text form of a run record, as tables and metadata stores keep it.</summary>
internal static class RunRecordJson
{
    /// <summary>The newest format that this version reads and the one that it writes.</summary>
    public const int FormatVersion = 1;

    public static byte[] Serialize(RunRecord run) => JsonSerializer.SerializeToUtf8Bytes(run, RunRecordContext.Default.RunRecord);

    public static RunRecord Deserialize(ReadOnlySpan<byte> json)
    {
        try
        {
            Refuse(FormatOf(json));
            return JsonSerializer.Deserialize(json, RunRecordContext.Default.RunRecord) ?? throw new JsonException("It is null.");
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or FormatException)
        {
            throw new IngestionException($"A run record cannot be read: {cause.Message} It was changed or cut short; restore it.", cause);
        }
    }

    private static void Refuse(int format)
    {
        if (format > FormatVersion)
        {
            throw new IngestionException(
                $"A run record has format {format}, and this version reads formats up to {FormatVersion}. Use the newer version of the library that wrote it.");
        }
    }

    // A newer format may not fit the record's shape at all, so its number is looked up first.
    private static int FormatOf(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        int format = 1;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                bool isFormat = reader.ValueTextEquals("formatVersion"u8);
                reader.Read();
                format = isFormat ? reader.GetInt32() : format;
                reader.Skip();
            }
        }

        return format;
    }
}
