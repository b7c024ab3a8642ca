using Apache.Arrow;

namespace DataIngestion.Delta;

// The rows of a classic checkpoint: protocol, metaData, then transactions, domains, adds and removes.
internal static class CheckpointBatch
{
    public static RecordBatch Of(DeltaSnapshot snapshot, IReadOnlyList<RemoveFile> tombstones)
    {
        TransactionId[] transactions = [.. snapshot.Transactions.Values];
        KeyValuePair<string, string>[] domains = [.. snapshot.Domains];
        AddFile[] adds = [.. snapshot.Files.Values];
        int rows = 2 + transactions.Length + domains.Length + adds.Length + tombstones.Count;
        int domainsAt = 2 + transactions.Length;
        int addsAt = domainsAt + domains.Length;
        return new RecordBatch.Builder()
            .Append("txn", true, Transactions(new(transactions, 2, rows)))
            .Append("add", true, Adds(new(adds, addsAt, rows)))
            .Append("remove", true, Removes(new(tombstones, addsAt + adds.Length, rows)))
            .Append("metaData", true, Metadata(new([snapshot.Metadata], 1, rows)))
            .Append("protocol", true, Protocol(new([snapshot.Protocol], 0, rows)))
            .Append("domainMetadata", true, Domains(new(domains, domainsAt, rows)))
            .Build();
    }

    private static StructArray Transactions(StructColumnBuilder<TransactionId> column) => column
        .Text("appId", transaction => transaction.AppId)
        .Number("version", transaction => transaction.Version)
        .Number("lastUpdated", transaction => transaction.LastUpdated)
        .Build();

    // A checkpoint changes no data, so dataChange is false in it.
    private static StructArray Adds(StructColumnBuilder<AddFile> column) => column
        .Text("path", add => DeltaPath.Encode(add.Path))
        .Map("partitionValues", add => add.PartitionValues)
        .Number("size", add => add.Size)
        .Number("modificationTime", add => add.ModificationTime)
        .Flag("dataChange", _ => false)
        .Map("tags", add => add.Tags)
        .Text("stats", add => add.Statistics)
        .Build();

    private static StructArray Removes(StructColumnBuilder<RemoveFile> column) => column
        .Text("path", remove => DeltaPath.Encode(remove.Path))
        .Number("deletionTimestamp", remove => remove.DeletionTimestamp)
        .Flag("dataChange", _ => false)
        .Flag("extendedFileMetadata", remove => remove.HasExtendedMetadata)
        .Map("partitionValues", remove => remove.HasExtendedMetadata ? remove.PartitionValues : null)
        .Number("size", remove => remove.HasExtendedMetadata ? remove.Size : null)
        .Build();

    private static StructArray Metadata(StructColumnBuilder<DeltaMetadata> column) => column
        .Text("id", metadata => metadata.Id)
        .Text("name", metadata => metadata.Name)
        .Text("description", metadata => metadata.Description)
        .Struct("format", format => format.Text("provider", metadata => metadata.FormatProvider).Map("options", _ => new Dictionary<string, string?>()))
        .Text("schemaString", metadata => metadata.SchemaString)
        .List("partitionColumns", metadata => metadata.PartitionColumns)
        .Map("configuration", metadata => metadata.Configuration!)
        .Number("createdTime", metadata => metadata.CreatedTime)
        .Build();

    private static StructArray Protocol(StructColumnBuilder<DeltaProtocol> column) => column
        .Integer("minReaderVersion", protocol => protocol.MinReaderVersion)
        .Integer("minWriterVersion", protocol => protocol.MinWriterVersion)
        .List("readerFeatures", protocol => protocol.ReaderFeatures)
        .List("writerFeatures", protocol => protocol.WriterFeatures)
        .Build();

    private static StructArray Domains(StructColumnBuilder<KeyValuePair<string, string>> column) => column
        .Text("domain", domain => domain.Key)
        .Text("configuration", domain => domain.Value)
        .Flag("removed", _ => false)
        .Build();
}
