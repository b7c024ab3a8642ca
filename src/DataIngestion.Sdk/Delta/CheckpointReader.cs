using ParquetSharp;
using ParquetSharp.Arrow;
using FileReader = ParquetSharp.Arrow.FileReader;

namespace DataIngestion.Delta;

// Reads classic, multi-part and V2 checkpoints into the actions that they hold.
internal static class CheckpointReader
{
    public static async ValueTask<DeltaCommit> ReadAsync(StorageZone log, CheckpointFiles checkpoint, string table, CancellationToken cancellationToken)
    {
        ActionSet actions = new();
        foreach (string name in checkpoint.Names)
        {
            await ReadFileAsync(log.PathOf(name), log.Store, actions, cancellationToken).ConfigureAwait(false);
        }

        // Before the sidecars: a table that cannot be read should say why.
        if (actions.Protocols.LastOrDefault() is { } protocol)
        {
            DeltaFeatures.EnsureReadable(protocol, table);
        }

        foreach (string sidecar in actions.Sidecars.ToArray())
        {
            if (sidecar.Contains('/', StringComparison.Ordinal))
            {
                throw new DeltaTableException($"The checkpoint of {table} names the sidecar '{sidecar}', which lies outside the log.") { Origin = table };
            }

            await ReadFileAsync(log.Zone("_sidecars").PathOf(sidecar), log.Store, actions, cancellationToken).ConfigureAwait(false);
        }

        return actions.ToCommit(log.PathOf(checkpoint.Names[0]));
    }

    private static async ValueTask ReadFileAsync(string path, IStore store, ActionSet actions, CancellationToken cancellationToken)
    {
        byte[] content = await store.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        if (path.EndsWith(".json", StringComparison.Ordinal))
        {
            Merge(ActionJsonReader.Read(content, path), actions);
            return;
        }

        try
        {
            await ReadParquetAsync(content, actions, cancellationToken).ConfigureAwait(false);
        }
        // Arrow's stream interface throws a bare Exception for what the native reader refuses.
        catch (Exception error) when (error.GetType() == typeof(Exception) || error is ParquetException or InvalidCastException or KeyNotFoundException or NotSupportedException or NotImplementedException)
        {
            throw new DeltaTableException($"The checkpoint {path} cannot be read: {error.Message} Delete it where the commits before it are still in the log; else restore it.", error) { Origin = path };
        }
    }

    private static async ValueTask ReadParquetAsync(byte[] content, ActionSet actions, CancellationToken cancellationToken)
    {
        using MemoryStream stream = new(content, writable: false);
        using ReaderProperties properties = ReaderProperties.GetDefaultReaderProperties();
        properties.EnablePageChecksumVerification();
        using FileReader file = new(stream, properties, ArrowReaderProperties.GetDefault(), leaveOpen: true);
        int[] columns = [.. WantedColumns(file.ParquetReader.FileMetaData.Schema)];
        using Apache.Arrow.Ipc.IArrowArrayStream batches = file.GetRecordBatchReader(null, columns);
        while (await batches.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            using (batch)
            {
                CheckpointRows.Read(batch, actions);
            }
        }
    }

    // Parsed statistics and partition values may have any type, and nothing here needs them.
    private static IEnumerable<int> WantedColumns(SchemaDescriptor schema)
    {
        for (int column = 0; column < schema.NumColumns; column++)
        {
            string path = schema.Column(column).Path.ToDotString();
            if (CheckpointRows.Prefixes.Any(prefix => path == prefix || path.StartsWith(prefix + ".", StringComparison.Ordinal)))
            {
                yield return column;
            }
        }
    }

    private static void Merge(ActionSet from, ActionSet into)
    {
        into.Protocols.AddRange(from.Protocols);
        into.Metadata.AddRange(from.Metadata);
        into.Adds.AddRange(from.Adds);
        into.Removes.AddRange(from.Removes);
        into.Transactions.AddRange(from.Transactions);
        into.Domains.AddRange(from.Domains);
        into.Sidecars.AddRange(from.Sidecars);
    }
}
