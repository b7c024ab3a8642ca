using System.Text.Json;

namespace DataIngestion.Sources;

/// <summary>Compares a listing with the ledger. Content is read only where name, length and tag leave it open.</summary>
internal sealed class FilePlanner(IStore store, FileSourceOptions options, FileLedger ledger, IReadinessCheck readiness)
{
    private readonly List<SourceNotice> _notices = [];
    private readonly List<SourcePartition> _partitions = [];
    private readonly SortedDictionary<string, PublishedFile> _known = new(StringComparer.Ordinal);

    public async ValueTask<SourcePlan> PlanAsync(IReadOnlyList<StoreEntry> files, CancellationToken cancellationToken)
    {
        foreach (StoreEntry file in files)
        {
            await LookAtAsync(file, cancellationToken).ConfigureAwait(false);
        }

        string[] vanished = [.. ledger.Files.Keys.Except(files.Select(file => file.Path), StringComparer.Ordinal)];
        if (!options.RememberVanished)
        {
            _notices.AddRange(vanished.Select(path => new SourceNotice(
                path, SourceNoticeKind.Vanished, "it was published and is gone; the next published file makes the table forget it")));
        }

        string state = JsonSerializer.Serialize(
            new DeliveryState(options.RememberVanished ? [] : vanished, _known), FileSourceJson.Default.DeliveryState);
        return new SourcePlan(Deliveries(state), _notices);
    }

    private IReadOnlyList<SourceDelivery> Deliveries(string state) => options.Grouping switch
    {
        _ when _partitions.Count == 0 => [],
        DeliveryGrouping.Together when _partitions.Count > 1 => [new SourceDelivery($"{_partitions[0].Origin} and {_partitions.Count - 1} more", _partitions, state)],
        _ => [.. _partitions.Select(partition => new SourceDelivery(partition.Origin, [partition], state))],
    };

    private async ValueTask LookAtAsync(StoreEntry file, CancellationToken cancellationToken)
    {
        PublishedFile? published = ledger.Files.GetValueOrDefault(file.Path);
        if (published is not null && published.Length == file.Length && published.ETag == file.ETag)
        {
            return;
        }

        if (readiness.NotReady(file) is { } reason)
        {
            _notices.Add(new SourceNotice(file.Path, SourceNoticeKind.NotReady, reason));
        }
        else if (published is not null)
        {
            await LookAtChangedAsync(file, published, cancellationToken).ConfigureAwait(false);
        }
        else if (await FindCopyAsync(file, cancellationToken).ConfigureAwait(false) is { } original)
        {
            _notices.Add(new SourceNotice(file.Path, SourceNoticeKind.DuplicateContent, $"it has the same content as '{original}', which was published; it is not taken"));
        }
        else
        {
            Take(file);
        }
    }

    private async ValueTask LookAtChangedAsync(StoreEntry file, PublishedFile published, CancellationToken cancellationToken)
    {
        if (published.Length == file.Length && published.Sha256 is { } sha256
            && await FileChecksums.Sha256Async(store, file.Path, cancellationToken).ConfigureAwait(false) == sha256)
        {
            _known[file.Path] = published with { ETag = file.ETag };
        }
        else if (options.OnChanged == ChangedFiles.Take)
        {
            Take(file);
        }
        else
        {
            _notices.Add(new SourceNotice(
                file.Path,
                SourceNoticeKind.Changed,
                "it was published and has another content now; it is not taken, because its rows may be in the table. Deliver corrections under a new name, or let changed files be taken"));
        }
    }

    private async ValueTask<string?> FindCopyAsync(StoreEntry file, CancellationToken cancellationToken)
    {
        string[] candidates = [.. ledger.Files.Where(known => known.Value.Length == file.Length && known.Value.Sha256 is not null).Select(known => known.Key)];
        if (candidates.Length == 0)
        {
            return null;
        }

        string sha256 = await FileChecksums.Sha256Async(store, file.Path, cancellationToken).ConfigureAwait(false);
        string? original = candidates.FirstOrDefault(path => ledger.Files[path].Sha256 == sha256);
        if (original is not null)
        {
            _known[file.Path] = new PublishedFile(file.Length, file.ETag, sha256);
        }

        return original;
    }

    private void Take(StoreEntry file)
    {
        FileState state = new(file.ETag, readiness.ExpectedSha256(file));
        _partitions.Add(new SourcePartition(file.Path, FileChecksums.Identity(file), file.Length, JsonSerializer.Serialize(state, FileSourceJson.Default.FileState)));
    }
}
