using DataIngestion.Storage;

namespace DataIngestion.Sources;

/// <summary>Compares one listing with the ledger. Content is read only where name, length and entity tag leave the question open.</summary>
internal sealed class FilePlanner(IStore store, FileSourceOptions options, FileLedger ledger, FileReadinessCheck readiness)
{
    private readonly List<SourceNotice> _notices = [];
    private readonly List<PlannedFile> _planned = [];
    private readonly Dictionary<string, LearnedFile> _learned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _vanished = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<PlannedFile>> _plannedByLength = [];
    private readonly ILookup<long, string> _takenByLength = ledger.Files.ToLookup(known => known.Value.Length, known => known.Key);
    private Dictionary<string, StoreEntry> _present = [];

    public async ValueTask<SourcePlan> PlanAsync(IReadOnlyList<StoreEntry> files, CancellationToken cancellationToken)
    {
        _present = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (StoreEntry file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await JudgeAsync(file, cancellationToken).ConfigureAwait(false);
        }

        FindVanished();
        return new SourcePlan(Deliveries(), _notices);
    }

    private async ValueTask JudgeAsync(StoreEntry file, CancellationToken cancellationToken)
    {
        FileLedgerEntry? known = ledger.Files.GetValueOrDefault(file.Path);
        if (known?.IsUnchanged(file) == true)
        {
            return;
        }

        if (readiness.WhyNotReady(file) is { } reason)
        {
            Note(file.Path, SourceNoticeKind.NotReady, reason);
            return;
        }

        try
        {
            if (known is null || await IsToBeTakenAgainAsync(file, known, cancellationToken).ConfigureAwait(false))
            {
                await TakeUnlessDuplicateAsync(file, known, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IngestionException exception)
        {
            // One file that cannot be read does not keep the others waiting.
            Note(file.Path, SourceNoticeKind.NotReady, $"It cannot be compared with what was published: {exception.Message}");
        }
    }

    private async ValueTask<bool> IsToBeTakenAgainAsync(StoreEntry file, FileLedgerEntry known, CancellationToken cancellationToken)
    {
        if (file.Length == known.Length && known.Sha256 is not null
            && await HashAsync(file, cancellationToken).ConfigureAwait(false) == known.Sha256)
        {
            _learned[file.Path] = new LearnedFile(EntryOf(file, known.Sha256), known.ETag);
            return false;
        }

        if (options.OnChanged == ChangedFiles.Take)
        {
            return true;
        }

        Note(
            file.Path,
            SourceNoticeKind.Changed,
            "It was taken earlier and has another content now, which is not taken. "
            + "Deliver corrections under a new name, or let the source take changed files.");
        return false;
    }

    private async ValueTask TakeUnlessDuplicateAsync(StoreEntry file, FileLedgerEntry? replaced, CancellationToken cancellationToken)
    {
        foreach (string path in _takenByLength[file.Length].Where(path => path != file.Path))
        {
            if (await HashOfTakenAsync(path, cancellationToken).ConfigureAwait(false) is { } taken
                && await HashAsync(file, cancellationToken).ConfigureAwait(false) == taken)
            {
                _learned[file.Path] = Duplicate(file, path, taken, replaced);
                return;
            }
        }

        if (!_plannedByLength.TryGetValue(file.Length, out List<PlannedFile>? sameLength))
        {
            _plannedByLength[file.Length] = sameLength = [];
        }

        foreach (PlannedFile planned in sameLength)
        {
            if (await HashOfOtherAsync(planned.File, cancellationToken).ConfigureAwait(false) is { } first
                && await HashAsync(file, cancellationToken).ConfigureAwait(false) == first)
            {
                planned.Duplicates[file.Path] = Duplicate(file, planned.File.Path, first, replaced);
                return;
            }
        }

        PlannedFile taking = new(file);
        sameLength.Add(taking);
        _planned.Add(taking);
    }

    private LearnedFile Duplicate(StoreEntry file, string original, string sha256, FileLedgerEntry? replaced)
    {
        Note(file.Path, SourceNoticeKind.DuplicateContent, $"It has the same content as '{original}' and is not taken again.");
        return new LearnedFile(EntryOf(file, sha256), replaced?.ETag);
    }

    // A file that was discarded unread has no hash yet; it can be had as long as the file is still the same.
    private async ValueTask<string?> HashOfTakenAsync(string path, CancellationToken cancellationToken)
    {
        FileLedgerEntry entry = ledger.Files[path];
        if (entry.Sha256 is not null || !_present.TryGetValue(path, out StoreEntry? file) || !entry.IsUnchanged(file))
        {
            return entry.Sha256;
        }

        string? sha256 = await HashOfOtherAsync(file, cancellationToken).ConfigureAwait(false);
        if (sha256 is not null)
        {
            _learned[path] = new LearnedFile(EntryOf(file, sha256), entry.ETag);
        }

        return sha256;
    }

    private async ValueTask<string?> HashOfOtherAsync(StoreEntry file, CancellationToken cancellationToken)
    {
        try
        {
            return await HashAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestionException)
        {
            // The other file reports this when it is opened itself; here it only is no known duplicate.
            return null;
        }
    }

    private async ValueTask<string> HashAsync(StoreEntry file, CancellationToken cancellationToken)
    {
        if (!_hashes.TryGetValue(file.Path, out string? sha256))
        {
            sha256 = await ContentHash.OfAsync(store, file.Path, cancellationToken).ConfigureAwait(false);
            _hashes[file.Path] = sha256;
        }

        return sha256;
    }

    private void FindVanished()
    {
        foreach ((string path, FileLedgerEntry entry) in ledger.Files.Where(known => !_present.ContainsKey(known.Key)))
        {
            if (!options.RememberVanished)
            {
                _vanished[path] = entry.ETag;
                Note(path, SourceNoticeKind.Vanished, "It was taken earlier and is no longer there. It is forgotten: if it comes back, it is new.");
            }
        }
    }

    private List<SourceDelivery> Deliveries()
    {
        if (options.Grouping == DeliveryGrouping.PerFile || _planned.Count < 2)
        {
            return [.. _planned.Select(planned => DeliveryOf(StorePath.NameOf(planned.File.Path), [planned]))];
        }

        string name = $"{StorePath.NameOf(_planned[0].File.Path)} to {StorePath.NameOf(_planned[^1].File.Path)} ({_planned.Count} files)";
        return [DeliveryOf(name, _planned)];
    }

    // A duplicate joins the ledger only with the file that it duplicates; else its content could be lost with a delivery that never is published.
    private SourceDelivery DeliveryOf(string name, IReadOnlyList<PlannedFile> planned)
    {
        IEnumerable<KeyValuePair<string, LearnedFile>> learned = _learned.Concat(planned.SelectMany(file => file.Duplicates));
        FileDeliveryState state = new(_vanished, new SortedDictionary<string, LearnedFile>(learned.ToDictionary(), StringComparer.Ordinal));
        return new SourceDelivery(name, [.. planned.Select(file => PartitionOf(file.File))], state.ToJson());
    }

    private SourcePartition PartitionOf(StoreEntry file)
    {
        DeclaredContent? declared = readiness.DeclaredContentOf(file.Path);
        FilePartitionState state = new(
            file.ETag, file.Length, declared?.Sha256 ?? _hashes.GetValueOrDefault(file.Path), declared?.Manifest);
        return new SourcePartition(file.Path, FilePartitionState.IdentityOf(file), file.Length, state.ToJson());
    }

    private void Note(string path, SourceNoticeKind kind, string message) => _notices.Add(new SourceNotice(path, kind, message));

    private static FileLedgerEntry EntryOf(StoreEntry file, string sha256) => new(file.Length, file.ETag, sha256);

    private sealed record PlannedFile(StoreEntry File)
    {
        public Dictionary<string, LearnedFile> Duplicates { get; } = new(StringComparer.Ordinal);
    }
}
