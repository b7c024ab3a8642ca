using System.Text.Json;

namespace DataIngestion.Delta;

// Reads newline-delimited JSON actions. Unknown actions and fields are skipped, as the protocol asks of readers.
internal static class ActionJsonReader
{
    public static ActionSet Read(ReadOnlyMemory<byte> content, string origin)
    {
        ActionSet actions = new();
        long row = 0;
        while (!content.IsEmpty)
        {
            row++;
            int end = content.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                ReadLine(line, actions, origin, row);
            }
        }

        return actions;
    }

    private static void ReadLine(ReadOnlyMemory<byte> line, ActionSet actions, string origin, long row)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            foreach (JsonProperty action in document.RootElement.EnumerateObject())
            {
                if (action.Value.ValueKind == JsonValueKind.Object)
                {
                    Read(action.Name, action.Value, actions);
                }
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DeltaTableException($"{origin}, line {row}, is no valid action of a Delta log: {error.Message} Restore the log entry.", error) { Origin = origin, Row = row };
        }
    }

    private static void Read(string name, JsonElement action, ActionSet actions)
    {
        switch (name)
        {
            case "add":
                actions.Adds.Add(ReadAdd(action));
                break;
            case "remove":
                actions.Removes.Add(ReadRemove(action));
                break;
            case "txn":
                actions.Transactions.Add(new(action.Text("appId"), action.GetProperty("version").GetInt64(), action.Optional("lastUpdated")?.GetInt64()));
                break;
            case "domainMetadata":
                actions.Domains.Add(new(action.Text("domain"), action.Text("configuration"), action.Optional("removed")?.GetBoolean() ?? false));
                break;
            case "protocol":
                actions.Protocols.Add(ReadProtocol(action));
                break;
            case "metaData":
                actions.Metadata.Add(ReadMetadata(action));
                break;
            case "commitInfo":
                actions.CommitInfos.Add(CommitInfoJson.Read(action));
                break;
            case "sidecar":
                actions.Sidecars.Add(DeltaPath.Decode(action.Text("path")));
                break;
        }
    }

    private static AddFile ReadAdd(JsonElement add) => new()
    {
        Path = DeltaPath.Decode(add.Text("path")),
        Size = add.GetProperty("size").GetInt64(),
        ModificationTime = add.GetProperty("modificationTime").GetInt64(),
        DataChange = add.GetProperty("dataChange").GetBoolean(),
        PartitionValues = add.NullableTexts("partitionValues") ?? throw new KeyNotFoundException("'partitionValues' is missing."),
        Statistics = add.Optional("stats")?.GetString(),
        Tags = add.NullableTexts("tags"),
        HasDeletionVector = add.HasObject("deletionVector"),
    };

    private static RemoveFile ReadRemove(JsonElement remove) => new()
    {
        Path = DeltaPath.Decode(remove.Text("path")),
        DeletionTimestamp = remove.Optional("deletionTimestamp")?.GetInt64(),
        DataChange = remove.Optional("dataChange")?.GetBoolean() ?? true,
        PartitionValues = remove.NullableTexts("partitionValues"),
        Size = remove.Optional("size")?.GetInt64(),
        HasDeletionVector = remove.HasObject("deletionVector"),
    };

    private static DeltaProtocol ReadProtocol(JsonElement protocol) => new(protocol.GetProperty("minReaderVersion").GetInt32(), protocol.GetProperty("minWriterVersion").GetInt32())
    {
        ReaderFeatures = protocol.Texts("readerFeatures"),
        WriterFeatures = protocol.Texts("writerFeatures"),
    };

    private static DeltaMetadata ReadMetadata(JsonElement metadata) => new()
    {
        Id = metadata.Text("id"),
        Name = metadata.Optional("name")?.GetString(),
        Description = metadata.Optional("description")?.GetString(),
        FormatProvider = metadata.GetProperty("format").Text("provider"),
        SchemaString = metadata.Optional("schemaString")?.GetString() ?? DeltaSchema.NoColumns,
        PartitionColumns = metadata.Texts("partitionColumns") ?? [],
        Configuration = metadata.TextMap("configuration"),
        CreatedTime = metadata.Optional("createdTime")?.GetInt64(),
    };
}
