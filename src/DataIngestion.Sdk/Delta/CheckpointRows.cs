using Apache.Arrow;

namespace DataIngestion.Delta;

// Turns the rows of a checkpoint into actions: one action a row, in the column that is not null.
internal static class CheckpointRows
{
    // The Parquet columns that are read.
    public static IReadOnlyList<string> Prefixes { get; } =
    [
        "txn", "protocol", "metaData", "domainMetadata", "sidecar.path",
        "add.path", "add.partitionValues", "add.size", "add.modificationTime", "add.dataChange", "add.stats", "add.tags", "add.deletionVector.storageType",
        "remove.path", "remove.partitionValues", "remove.size", "remove.deletionTimestamp", "remove.dataChange", "remove.deletionVector.storageType",
    ];

    public static void Read(RecordBatch batch, ActionSet actions)
    {
        Collect(batch, "protocol", ReadProtocol, actions.Protocols);
        Collect(batch, "metaData", ReadMetadata, actions.Metadata);
        Collect(batch, "txn", ReadTransaction, actions.Transactions);
        Collect(batch, "domainMetadata", ReadDomain, actions.Domains);
        Collect(batch, "sidecar", (sidecar, row) => DeltaPath.Decode(sidecar.RequiredText("path", row)), actions.Sidecars);
        Collect(batch, "add", ReadAdd, actions.Adds);
        Collect(batch, "remove", ReadRemove, actions.Removes);
    }

    private static void Collect<T>(RecordBatch batch, string name, Func<StructColumn, int, T> read, List<T> into)
    {
        int index = batch.Schema.GetFieldIndex(name);
        if (index < 0)
        {
            return;
        }

        StructColumn column = StructColumn.Of(batch.Column(index));
        for (int row = 0; row < batch.Length; row++)
        {
            if (column.IsValid(row))
            {
                into.Add(read(column, row));
            }
        }
    }

    private static DeltaProtocol ReadProtocol(StructColumn protocol, int row) =>
        new((int)protocol.RequiredNumber("minReaderVersion", row), (int)protocol.RequiredNumber("minWriterVersion", row))
        {
            ReaderFeatures = protocol.List("readerFeatures", row),
            WriterFeatures = protocol.List("writerFeatures", row),
        };

    private static DeltaMetadata ReadMetadata(StructColumn metadata, int row) => new()
    {
        Id = metadata.RequiredText("id", row),
        Name = metadata.Text("name", row),
        Description = metadata.Text("description", row),
        FormatProvider = metadata.Inner("format")?.Text("provider", row) ?? "parquet",
        SchemaString = metadata.Text("schemaString", row) ?? DeltaSchema.NoColumns,
        PartitionColumns = metadata.List("partitionColumns", row) ?? [],
        Configuration = (metadata.Map("configuration", row) ?? new Dictionary<string, string?>()).ToDictionary(entry => entry.Key, entry => entry.Value ?? "", StringComparer.Ordinal),
        CreatedTime = metadata.Number("createdTime", row),
    };

    private static TransactionId ReadTransaction(StructColumn transaction, int row) =>
        new(transaction.RequiredText("appId", row), transaction.RequiredNumber("version", row), transaction.Number("lastUpdated", row));

    private static DomainMetadata ReadDomain(StructColumn domain, int row) =>
        new(domain.RequiredText("domain", row), domain.RequiredText("configuration", row), domain.Flag("removed", row) ?? false);

    private static AddFile ReadAdd(StructColumn add, int row) => new()
    {
        Path = DeltaPath.Decode(add.RequiredText("path", row)),
        Size = add.RequiredNumber("size", row),
        ModificationTime = add.RequiredNumber("modificationTime", row),
        DataChange = add.Flag("dataChange", row) ?? false,
        PartitionValues = add.Map("partitionValues", row) ?? new Dictionary<string, string?>(StringComparer.Ordinal),
        Statistics = add.Text("stats", row),
        Tags = add.Map("tags", row),
        HasDeletionVector = add.Inner("deletionVector")?.Text("storageType", row) is not null,
    };

    private static RemoveFile ReadRemove(StructColumn remove, int row) => new()
    {
        Path = DeltaPath.Decode(remove.RequiredText("path", row)),
        DeletionTimestamp = remove.Number("deletionTimestamp", row),
        DataChange = remove.Flag("dataChange", row) ?? false,
        PartitionValues = remove.Map("partitionValues", row),
        Size = remove.Number("size", row),
        HasDeletionVector = remove.Inner("deletionVector")?.Text("storageType", row) is not null,
    };
}
