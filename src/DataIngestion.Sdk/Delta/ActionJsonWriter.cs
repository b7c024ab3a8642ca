using System.Text.Json;

namespace DataIngestion.Delta;

// Writes a commit as newline-delimited JSON, one action a line, with a newline at the end.
internal static class ActionJsonWriter
{
    // commitInfo comes first: readers of in-commit timestamps look for it there.
    public static byte[] Write(DeltaCommit commit)
    {
        using MemoryStream output = new();
        using Utf8JsonWriter json = new(output, DeltaJson.WriterOptions);
        Lines(output, json, commit.CommitInfo, CommitInfoJson.Write);
        Lines(output, json, commit.Protocol, WriteProtocol);
        Lines(output, json, commit.Metadata, WriteMetadata);
        Lines(output, json, commit.Transactions, WriteTransaction);
        Lines(output, json, commit.Domains, WriteDomain);
        Lines(output, json, commit.Removes, WriteRemove);
        Lines(output, json, commit.Adds, WriteAdd);
        return output.ToArray();
    }

    private static void Lines<T>(MemoryStream output, Utf8JsonWriter json, T? action, Action<Utf8JsonWriter, T> write)
        where T : class => Lines(output, json, action is null ? [] : [action], write);

    private static void Lines<T>(MemoryStream output, Utf8JsonWriter json, IReadOnlyList<T> actions, Action<Utf8JsonWriter, T> write)
    {
        foreach (T action in actions)
        {
            json.WriteStartObject();
            write(json, action);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            output.WriteByte((byte)'\n');
        }
    }

    private static void WriteProtocol(Utf8JsonWriter json, DeltaProtocol protocol)
    {
        json.WriteStartObject("protocol");
        json.WriteNumber("minReaderVersion", protocol.MinReaderVersion);
        json.WriteNumber("minWriterVersion", protocol.MinWriterVersion);
        if (protocol.ReaderFeatures is { } reader)
        {
            json.WriteList("readerFeatures", reader);
        }

        if (protocol.WriterFeatures is { } writer)
        {
            json.WriteList("writerFeatures", writer);
        }

        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, DeltaMetadata metadata)
    {
        json.WriteStartObject("metaData");
        json.WriteString("id", metadata.Id);
        json.WriteOptional("name", metadata.Name);
        json.WriteOptional("description", metadata.Description);
        json.WriteStartObject("format");
        json.WriteString("provider", metadata.FormatProvider);
        json.WriteMap("options", []);
        json.WriteEndObject();
        json.WriteString("schemaString", metadata.SchemaString);
        json.WriteList("partitionColumns", metadata.PartitionColumns);
        json.WriteMap("configuration", metadata.Configuration!);
        json.WriteOptional("createdTime", metadata.CreatedTime);
        json.WriteEndObject();
    }

    private static void WriteTransaction(Utf8JsonWriter json, TransactionId transaction)
    {
        json.WriteStartObject("txn");
        json.WriteString("appId", transaction.AppId);
        json.WriteNumber("version", transaction.Version);
        json.WriteOptional("lastUpdated", transaction.LastUpdated);
        json.WriteEndObject();
    }

    private static void WriteDomain(Utf8JsonWriter json, DomainMetadata domain)
    {
        json.WriteStartObject("domainMetadata");
        json.WriteString("domain", domain.Domain);
        json.WriteString("configuration", domain.Configuration);
        json.WriteBoolean("removed", domain.Removed);
        json.WriteEndObject();
    }

    private static void WriteAdd(Utf8JsonWriter json, AddFile add)
    {
        json.WriteStartObject("add");
        json.WriteString("path", DeltaPath.Encode(add.Path));
        json.WriteMap("partitionValues", add.PartitionValues);
        json.WriteNumber("size", add.Size);
        json.WriteNumber("modificationTime", add.ModificationTime);
        json.WriteBoolean("dataChange", add.DataChange);
        json.WriteOptional("stats", add.Statistics);
        if (add.Tags is { } tags)
        {
            json.WriteMap("tags", tags);
        }

        json.WriteEndObject();
    }

    private static void WriteRemove(Utf8JsonWriter json, RemoveFile remove)
    {
        json.WriteStartObject("remove");
        json.WriteString("path", DeltaPath.Encode(remove.Path));
        json.WriteOptional("deletionTimestamp", remove.DeletionTimestamp);
        json.WriteBoolean("dataChange", remove.DataChange);
        json.WriteBoolean("extendedFileMetadata", remove.HasExtendedMetadata);
        if (remove.HasExtendedMetadata)
        {
            json.WriteMap("partitionValues", remove.PartitionValues!);
            json.WriteOptional("size", remove.Size);
        }

        json.WriteEndObject();
    }
}
