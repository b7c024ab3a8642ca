using System.Text.Json;
using Apache.Arrow;
using ParquetSharp;
using FileWriter = ParquetSharp.Arrow.FileWriter;

namespace DataIngestion.Delta;

// Writes a classic checkpoint in one file and points _last_checkpoint at it. Both steps may be repeated.
internal static class CheckpointWriter
{
    public const string LastCheckpointName = "_last_checkpoint";

    public static async ValueTask WriteAsync(StorageZone log, DeltaSnapshot snapshot, DateTimeOffset now, CancellationToken cancellationToken)
    {
        RemoveFile[] tombstones = [.. TombstoneRetention.Unexpired(snapshot, now)];
        using RecordBatch rows = CheckpointBatch.Of(snapshot, tombstones);
        byte[] content = ToParquet(rows);
        try
        {
            await log.Store.PutAsync(log.PathOf(LogListing.CheckpointName(snapshot.Version)), content, StoreCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreConflictException)
        {
            // Somebody wrote the checkpoint of the same version, which says the same.
        }

        if (await PointedAtAsync(log, cancellationToken).ConfigureAwait(false) is not { } pointed || pointed < snapshot.Version)
        {
            byte[] hint = LastCheckpoint(snapshot, rows.Length, content.Length);
            await log.Store.PutAsync(log.PathOf(LastCheckpointName), hint, StoreCondition.Always, cancellationToken).ConfigureAwait(false);
        }
    }

    private static byte[] ToParquet(RecordBatch rows)
    {
        using MemoryStream buffer = new();
        using WriterPropertiesBuilder builder = new();
        using WriterProperties properties = builder.Compression(Compression.Snappy).DisableStatistics().EnablePageChecksum().Build();
        using (FileWriter writer = new(buffer, rows.Schema, properties, null, leaveOpen: true))
        {
            writer.WriteRecordBatch(rows);
            writer.Close();
        }

        return buffer.ToArray();
    }

    // A broken hint counts as none: it is replaced.
    private static async ValueTask<long?> PointedAtAsync(StorageZone log, CancellationToken cancellationToken)
    {
        string path = log.PathOf(LastCheckpointName);
        if (await log.Store.StatAsync(path, cancellationToken).ConfigureAwait(false) is null)
        {
            return null;
        }

        byte[] content = await log.Store.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            using JsonDocument hint = JsonDocument.Parse(content);
            return hint.RootElement.GetProperty("version").GetInt64();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static byte[] LastCheckpoint(DeltaSnapshot snapshot, int actions, int bytes)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", snapshot.Version);
            json.WriteNumber("size", actions);
            json.WriteNumber("sizeInBytes", bytes);
            json.WriteNumber("numOfAddFiles", snapshot.Files.Count);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
