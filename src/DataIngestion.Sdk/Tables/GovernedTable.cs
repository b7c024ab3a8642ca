using System.Runtime.CompilerServices;
using Apache.Arrow;
using DataIngestion.Delta;
using DataIngestion.Parquet;
using DataIngestion.Pipelines;

namespace DataIngestion;

/// <summary>Reads a published table: its versions, rows and history, without the pipeline that made it.</summary>
/// <remarks>Thread-safe; holds no handles.</remarks>
public sealed class GovernedTable
{
    private readonly StorageZone _zone;
    private readonly DeltaTable _table;

    private GovernedTable(StorageZone zone)
    {
        _zone = zone;
        _table = new DeltaTable(zone, TimeProvider.System);
    }

    /// <summary>Names a table. Nothing is read yet.</summary>
    /// <param name="zone">The table's folder, such as <c>processed/claims</c>.</param>
    /// <returns>The table.</returns>
    public static GovernedTable At(StorageZone zone) => new(zone ?? throw new ArgumentNullException(nameof(zone)));

    /// <summary>Describes a version.</summary>
    /// <param name="version">The version, or <see langword="null"/> for the latest.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The description.</returns>
    /// <exception cref="IngestionException">There is no table or no such version.</exception>
    public async ValueTask<TableVersion> GetVersionAsync(long? version = null, CancellationToken cancellationToken = default)
    {
        DeltaSnapshot snapshot = await SnapshotAsync(version, cancellationToken).ConfigureAwait(false);
        return new TableVersion(
            snapshot.Version,
            snapshot.Schema.ToArrow(),
            [.. snapshot.Files.Values.Select(ToChecksum)]);
    }

    /// <summary>Reads the rows of a version, file after file.</summary>
    /// <param name="version">The version, or <see langword="null"/> for the latest.</param>
    /// <param name="columns">The columns to read, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The batches; each belongs to the caller. A column that a file does not have yet is absent from its batches.</returns>
    /// <exception cref="IngestionException">There is no table or no such version, or a file cannot be read.</exception>
    public async IAsyncEnumerable<RecordBatch> ReadAsync(
        long? version = null, IReadOnlyCollection<string>? columns = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        DeltaSnapshot snapshot = await SnapshotAsync(version, cancellationToken).ConfigureAwait(false);
        foreach (string path in snapshot.Files.Keys)
        {
            await foreach (RecordBatch batch in ParquetColumns
                .ReadAsync(_zone.Store, _zone.PathOf(path), columns, cancellationToken).ConfigureAwait(false))
            {
                yield return batch;
            }
        }
    }

    /// <summary>All runs on the table that it still knows: published, discarded, held and failed, newest first.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The runs.</returns>
    public async ValueTask<IReadOnlyList<RunRecord>> GetHistoryAsync(CancellationToken cancellationToken = default)
    {
        RunFiles files = new(_zone);
        List<RunRecord> runs = [];
        await foreach (RunRecord run in files.UnpublishedAsync(cancellationToken).ConfigureAwait(false))
        {
            runs.Add(run);
        }

        await foreach ((long version, DeltaCommit commit) in _table.HistoryAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (TableDomain domain in commit.PipelineDomains())
            {
                RunRecord run = await files.ReadRecordAsync(domain.RunRecordPath, domain.RunRecordSha256, cancellationToken).ConfigureAwait(false);
                runs.Add(run with { Version = version });
            }
        }

        return [.. runs.OrderByDescending(run => run.FinishedAt).ThenByDescending(run => run.Version ?? -1)];
    }

    /// <summary>Where runs kept their raw copies, latest first, each store once.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The names of the stores, as <see cref="IStore.Name"/> gives them.</returns>
    public async ValueTask<IReadOnlyList<string>> GetRawStoresAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RunRecord> runs = await GetHistoryAsync(cancellationToken).ConfigureAwait(false);
        return [.. runs.Select(run => run.RawStore).OfType<string>().Distinct()];
    }

    /// <summary>Fills a metadata store from the table: everything in it can be rebuilt.</summary>
    /// <param name="metadata">The metadata store.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of runs recorded.</returns>
    public async ValueTask<int> RebuildMetadataAsync(IMetadataStore metadata, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        IReadOnlyList<RunRecord> runs = await GetHistoryAsync(cancellationToken).ConfigureAwait(false);
        foreach (RunRecord run in runs.Reverse())
        {
            await metadata.RecordAsync(run, cancellationToken).ConfigureAwait(false);
        }

        return runs.Count;
    }

    /// <summary>Reads every file that any version in the log refers to and compares it with its recorded checksum: data, run records, profiles and raw copies.</summary>
    /// <param name="rawStore">The raw zone's store, or <see langword="null"/> to leave raw copies out.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was checked and what is wrong.</returns>
    public ValueTask<VerificationReport> VerifyAsync(IStore? rawStore = null, CancellationToken cancellationToken = default) =>
        new TableVerification(_zone, _table, rawStore).RunAsync(cancellationToken);

    private static FileChecksum ToChecksum(AddFile file) =>
        new(file.Path, file.Size, file.Checksum() ?? "", DeltaStatistics.RecordsOf(file.Statistics));

    private async ValueTask<DeltaSnapshot> SnapshotAsync(long? version, CancellationToken cancellationToken) =>
        await _table.ReadAsync(version, cancellationToken).ConfigureAwait(false)
        ?? throw new IngestionException($"There is no table at '{_zone}'. Give the folder that holds '_delta_log'.") { Origin = _zone.ToString() };
}
