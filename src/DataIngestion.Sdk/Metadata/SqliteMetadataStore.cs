using System.Text;
using DataIngestion.Metadata;
using DataIngestion.Storage;
using Microsoft.Data.Sqlite;

namespace DataIngestion;

/// <summary>Keeps the history of runs in one SQLite file that plain SQL can query.</summary>
/// <remarks>
/// <para>Tables: <c>sources</c>, <c>runs</c>, <c>validation_results</c>, <c>metrics</c>, <c>drift_metrics</c>, <c>file_checksums</c>, <c>dataset_versions</c>. Times are ISO 8601 in UTC with seven digits of a second; lists and bins are JSON.</para>
/// <para>Thread-safe, and safe for several processes at once on a local disk. Failures are <see cref="IngestionException"/> and name the file.</para>
/// </remarks>
public sealed class SqliteMetadataStore : IMetadataStore, IRunHistory, IAsyncDisposable
{
    private const int BusySeconds = 60;

    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _path;
    private bool _disposed;

    private SqliteMetadataStore(SqliteConnection connection, string path) => (_connection, _path) = (connection, path);

    /// <summary>Opens a metadata file, and creates it with its folder when it is not there; only its owner may then read it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The store, which the caller disposes.</returns>
    /// <exception cref="IngestionException">The file is broken, belongs to something else, was written by a newer version, or cannot be opened.</exception>
    public static SqliteMetadataStore Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        SqliteConnection? connection = null;
        try
        {
            Create(full);
            connection = new SqliteConnection(ConnectionString(full));
            connection.Open();
            SqliteSchema.Execute(connection, $"PRAGMA busy_timeout = {BusySeconds}000; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
            SqliteSchema.Migrate(connection);
            // Last, because it changes the file, which must be known to be ours.
            SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL");
            return new SqliteMetadataStore(connection, full);
        }
        catch (Exception cause)
        {
            connection?.Dispose();
            if (Failure(full, cause) is { } failure)
            {
                throw failure;
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask RecordAsync(RunRecord run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        await InTurnAsync(
            connection =>
            {
                FailPoint.Hit("metadata.begin", run.RunId);
                using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
                FailPoint.Hit("metadata.write", run.RunId);
                SqliteRunWriter.Replace(connection, run);
                cancellationToken.ThrowIfCancellationRequested();
                FailPoint.Hit("metadata.commit", run.RunId);
                transaction.Commit();
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is below 1.</exception>
    public ValueTask<IReadOnlyList<RunRecord>> GetRunsAsync(string table, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return InTurnAsync<IReadOnlyList<RunRecord>>(connection => Runs(connection, table, limit), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        if (!_disposed)
        {
            _disposed = true;
            await _connection.DisposeAsync().ConfigureAwait(false);
        }

        _turn.Release();
    }

    private static List<RunRecord> Runs(SqliteConnection connection, string table, int limit)
    {
        using SqliteStatement select = new(
            connection, "SELECT record FROM runs WHERE table_location = $0 ORDER BY started_at DESC, run_id DESC LIMIT $1");
        using SqliteDataReader reader = select.Query(table, limit);
        List<RunRecord> runs = [];
        while (reader.Read())
        {
            runs.Add(RunRecordJson.Deserialize(Encoding.UTF8.GetBytes(reader.GetString(0))));
        }

        return runs;
    }

    private async ValueTask<T> InTurnAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return work(_connection);
        }
        catch (Exception cause) when (Failure(_path, cause) is { } failure)
        {
            throw failure;
        }
        finally
        {
            _turn.Release();
        }
    }

    // No pool: a pooled connection would keep the file open after disposal.
    private static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = BusySeconds }.ToString();

    private static void Create(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream created = new(path, options);
    }

    private static IngestionException? Failure(string path, Exception cause) => cause switch
    {
        IngestionException { Origin: not null } => null,
        IngestionException => new IngestionException($"The metadata file '{path}': {cause.Message}", cause) { Origin = path },
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => new IngestionException(
            $"The metadata file '{path}' is broken ({cause.Message}). Move it away: a new one is made, and the tables hold what is needed to rebuild it.", cause)
        {
            Origin = path,
        },
        SqliteException or IOException or UnauthorizedAccessException => new IngestionException(
            $"The metadata file '{path}' cannot be used: {cause.Message} Check the disk and the permissions of the file and its folder.", cause)
        {
            Origin = path,
        },
        _ => null,
    };

    private const int Corrupt = 11;
    private const int NotADatabase = 26;
}
