using System.Security.Cryptography;
using DataIngestion.Metadata;
using DataIngestion.Profiles;
using DataIngestion.Storage;

namespace DataIngestion.Pipelines;

/// <summary>The run records and profiles beside a table. Each is written once under a name that nothing else uses.</summary>
internal sealed class RunFiles(StorageZone table)
{
    private const string HeldPrefix = "_runs/held-";

    public ValueTask<FileChecksum> WriteProfileAsync(string runId, DatasetProfile profile, CancellationToken cancellationToken) =>
        WriteAsync("_profiles/" + runId + ".json", ProfileJson.Serialize(profile), profile.Rows, cancellationToken);

    public async ValueTask<DatasetProfile> ReadProfileAsync(FileChecksum profile, CancellationToken cancellationToken) =>
        ProfileJson.Deserialize(await ReadVerifiedAsync(profile.Path, profile.Sha256, cancellationToken).ConfigureAwait(false));

    public ValueTask<FileChecksum> WriteRecordAsync(RunRecord run, CancellationToken cancellationToken) =>
        WriteAsync("_runs/" + run.RunId + ".json", RunRecordJson.Serialize(run), 0, cancellationToken);

    public async ValueTask<RunRecord> ReadRecordAsync(string path, string sha256, CancellationToken cancellationToken) =>
        RunRecordJson.Deserialize(await ReadVerifiedAsync(path, sha256, cancellationToken).ConfigureAwait(false));

    public ValueTask<FileChecksum> WriteFailureAsync(RunRecord run, CancellationToken cancellationToken) =>
        WriteAsync("_runs/failed-" + run.RunId + ".json", RunRecordJson.Serialize(run), 0, cancellationToken);

    /// <summary>Keeps a held delivery; when another runner has kept the same plan already, that record stands.</summary>
    public async ValueTask<RunRecord> WriteHeldAsync(RunRecord run, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(HeldPath(run.PlanHash), RunRecordJson.Serialize(run), 0, cancellationToken).ConfigureAwait(false);
            return run;
        }
        catch (StoreConflictException)
        {
            return await ReadHeldAsync(run.PlanHash, cancellationToken).ConfigureAwait(false) ?? run;
        }
    }

    public async ValueTask<RunRecord?> ReadHeldAsync(string planHash, CancellationToken cancellationToken)
    {
        string path = table.PathOf(HeldPath(planHash));
        return await table.Store.StatAsync(path, cancellationToken).ConfigureAwait(false) is null
            ? null
            : RunRecordJson.Deserialize(await table.Store.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The records of held and failed runs, in the order of their file names.</summary>
    public async IAsyncEnumerable<RunRecord> UnpublishedAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (StoreEntry entry in table.Store.ListAsync(table.PathOf("_runs"), cancellationToken).ConfigureAwait(false))
        {
            string name = entry.Path[(entry.Path.LastIndexOf('/') + 1)..];
            if (name.StartsWith("held-", StringComparison.Ordinal) || name.StartsWith("failed-", StringComparison.Ordinal))
            {
                byte[] json = await table.Store.ReadAllBytesAsync(entry.Path, cancellationToken).ConfigureAwait(false);
                yield return RunRecordJson.Deserialize(json);
            }
        }
    }

    private static string HeldPath(string planHash) => HeldPrefix + planHash + ".json";

    private async ValueTask<FileChecksum> WriteAsync(string path, byte[] content, long rows, CancellationToken cancellationToken)
    {
        FailPoint.Hit("run.record", path);
        await table.Store.PutAsync(table.PathOf(path), content, StoreCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        return new FileChecksum(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), rows);
    }

    private async ValueTask<byte[]> ReadVerifiedAsync(string path, string sha256, CancellationToken cancellationToken)
    {
        byte[] content = await table.Store.ReadAllBytesAsync(table.PathOf(path), cancellationToken).ConfigureAwait(false);
        string found = Convert.ToHexStringLower(SHA256.HashData(content));
        return found == sha256
            ? content
            : throw new IngestionException($"'{table.PathOf(path)}' has SHA-256 {found} and the log says {sha256}: the file was altered. Restore it from a copy.")
            {
                Origin = table.PathOf(path),
            };
    }
}
