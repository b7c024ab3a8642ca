using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DataIngestion.Metadata;

/// <summary>The tables of the metadata file and how an older file becomes a current one.</summary>
internal static class SqliteSchema
{
    // Marks the file as ours; SQLite keeps it in the file's header.
    private const int ApplicationId = 0x44496E67;

    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE sources (
            name TEXT PRIMARY KEY
        ) WITHOUT ROWID;
        CREATE TABLE runs (
            run_id TEXT PRIMARY KEY,
            pipeline TEXT NOT NULL,
            table_location TEXT NOT NULL,
            source TEXT NOT NULL REFERENCES sources (name),
            delivery TEXT NOT NULL,
            plan_hash TEXT NOT NULL,
            status TEXT NOT NULL,
            version INTEGER,
            started_at TEXT NOT NULL,
            finished_at TEXT NOT NULL,
            rows_read INTEGER NOT NULL,
            rows_inserted INTEGER NOT NULL,
            rows_quarantined INTEGER NOT NULL,
            rows_deduplicated INTEGER NOT NULL,
            rows_excluded INTEGER NOT NULL,
            drifted INTEGER,
            reasons TEXT NOT NULL,
            record TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX runs_by_table ON runs (table_location, started_at, run_id);
        CREATE TABLE validation_results (
            run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            check_name TEXT NOT NULL,
            columns TEXT NOT NULL,
            severity TEXT NOT NULL,
            on_failure TEXT NOT NULL,
            passed INTEGER NOT NULL,
            rows_checked INTEGER NOT NULL,
            rows_failed INTEGER NOT NULL,
            message TEXT NOT NULL,
            PRIMARY KEY (run_id, position)
        ) WITHOUT ROWID;
        CREATE TABLE drift_metrics (
            run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            reference_version INTEGER,
            column_name TEXT NOT NULL,
            kind TEXT NOT NULL,
            test TEXT NOT NULL,
            statistic REAL,
            p_value REAL,
            adjusted_p_value REAL,
            threshold REAL,
            effect REAL,
            effect_threshold REAL,
            reference_count INTEGER NOT NULL,
            current_count INTEGER NOT NULL,
            bins TEXT NOT NULL,
            drifted INTEGER NOT NULL,
            note TEXT,
            PRIMARY KEY (run_id, position)
        ) WITHOUT ROWID;
        CREATE TABLE file_checksums (
            run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('raw', 'data', 'quarantine', 'profile')),
            position INTEGER NOT NULL,
            path TEXT NOT NULL,
            origin TEXT,
            sha256 TEXT,
            length INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            PRIMARY KEY (run_id, kind, position)
        ) WITHOUT ROWID;
        CREATE INDEX file_checksums_by_sha256 ON file_checksums (sha256);
        CREATE TABLE dataset_versions (
            table_location TEXT NOT NULL,
            version INTEGER NOT NULL,
            run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
            published_at TEXT NOT NULL,
            PRIMARY KEY (table_location, version)
        ) WITHOUT ROWID;
        """,
        """
        CREATE TABLE metrics (
            run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value REAL NOT NULL,
            PRIMARY KEY (run_id, name)
        ) WITHOUT ROWID;
        CREATE INDEX metrics_by_name ON metrics (name, run_id);
        """,
    ];

    /// <summary>Brings the file to the current form; several processes may try at once.</summary>
    public static void Migrate(SqliteConnection connection)
    {
        int version = VersionOf(connection);
        if (version > 0)
        {
            Refuse(connection, version);
        }

        if (version == Migrations.Length)
        {
            return;
        }

        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        version = VersionOf(connection);
        Refuse(connection, version);
        for (; version < Migrations.Length; version++)
        {
            Execute(connection, Migrations[version]);
        }

        // PRAGMA takes no parameters; both are our own numbers.
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}; PRAGMA application_id = {ApplicationId}"));
        transaction.Commit();
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static int VersionOf(SqliteConnection connection) => Number(connection, "PRAGMA user_version");

    private static void Refuse(SqliteConnection connection, int version)
    {
        if (version > Migrations.Length)
        {
            throw new IngestionException(
                $"The metadata file '{connection.DataSource}' has schema version {version}, and this version of the library knows {Migrations.Length}. Use the newer version that wrote it, or another file.")
            {
                Origin = connection.DataSource,
            };
        }

        bool ours = version > 0
            ? Number(connection, "PRAGMA application_id") == ApplicationId
            : Number(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (!ours)
        {
            throw new IngestionException($"'{connection.DataSource}' is an SQLite database of something else. Name another file for the metadata.")
            {
                Origin = connection.DataSource,
            };
        }
    }

    private static int Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, sql);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text comes from a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
