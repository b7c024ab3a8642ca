using System.Security.Cryptography;
using DataIngestion.Delta;
using DataIngestion.Pipelines;

namespace DataIngestion;

/// <summary>Reads every published byte again and compares it with what the log says.</summary>
internal sealed class TableVerification(StorageZone table, DeltaTable log, IStore? rawStore)
{
    private readonly List<VerificationFault> _faults = [];
    private readonly HashSet<string> _checked = [];

    public async ValueTask<VerificationReport> RunAsync(CancellationToken cancellationToken)
    {
        RunFiles files = new(table);
        foreach ((long version, string path) in await log.EntriesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!await IsEntryIntactAsync(path, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            DeltaCommit commit = await log.ReadCommitAsync(version, cancellationToken).ConfigureAwait(false);
            foreach (AddFile file in commit.Adds)
            {
                await CheckAsync(table.Store, table.PathOf(file.Path), file.Size, file.Checksum(), cancellationToken)
                    .ConfigureAwait(false);
            }

            foreach (TableDomain domain in commit.PipelineDomains())
            {
                await CheckRunAsync(files, domain, cancellationToken).ConfigureAwait(false);
            }
        }

        await CheckCheckpointsAsync(cancellationToken).ConfigureAwait(false);
        return new VerificationReport(_checked.Count, _faults);
    }

    private async ValueTask CheckCheckpointsAsync(CancellationToken cancellationToken)
    {
        if (_faults.Exists(fault => fault.Path.EndsWith(".json", StringComparison.Ordinal) && fault.Path.Contains("/_delta_log/", StringComparison.Ordinal)))
        {
            // Checkpoints are compared with the entries, and a broken entry is no measure.
            return;
        }

        foreach ((string path, string fault) in await log.CheckpointFaultsAsync(cancellationToken).ConfigureAwait(false))
        {
            _faults.Add(new VerificationFault(path, fault));
        }
    }

    /// <summary>A broken entry is named and not read: what it would say cannot be trusted.</summary>
    private async ValueTask<bool> IsEntryIntactAsync(string path, CancellationToken cancellationToken)
    {
        _checked.Add(path);
        byte[] entry = await table.Store.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        if (EntryChecksum.FaultOf(entry) is not { } fault)
        {
            return true;
        }

        _faults.Add(new VerificationFault(path, fault));
        return false;
    }

    private async ValueTask CheckRunAsync(RunFiles files, TableDomain domain, CancellationToken cancellationToken)
    {
        if (!await CheckAsync(table.Store, table.PathOf(domain.RunRecordPath), null, domain.RunRecordSha256, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        RunRecord run = await files.ReadRecordAsync(domain.RunRecordPath, domain.RunRecordSha256, cancellationToken).ConfigureAwait(false);
        if (run.Profile is { } profile)
        {
            await CheckAsync(table.Store, table.PathOf(profile.Path), profile.Length, profile.Sha256, cancellationToken).ConfigureAwait(false);
        }

        foreach (PartitionReceipt partition in run.Partitions)
        {
            if (rawStore is not null && partition.RawPath is { } raw)
            {
                await CheckAsync(rawStore, raw, partition.Length, partition.Sha256, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<bool> CheckAsync(IStore store, string path, long? length, string? sha256, CancellationToken cancellationToken)
    {
        if (!_checked.Add(path))
        {
            return true;
        }

        string? fault = await FaultAsync(store, path, length, sha256, cancellationToken).ConfigureAwait(false);
        if (fault is not null)
        {
            _faults.Add(new VerificationFault(path, fault));
        }

        return fault is null;
    }

    private static async ValueTask<string?> FaultAsync(IStore store, string path, long? length, string? sha256, CancellationToken cancellationToken)
    {
        if (await store.StatAsync(path, cancellationToken).ConfigureAwait(false) is not { } entry)
        {
            return "is missing";
        }

        if (length is { } expected && entry.Length != expected)
        {
            return $"has {entry.Length} bytes and was published with {expected}";
        }

        Stream stream = await store.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            string found = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
            return sha256 is null ? "was published without a checksum" : found == sha256 ? null : $"has SHA-256 {found} and was published with {sha256}";
        }
    }
}
