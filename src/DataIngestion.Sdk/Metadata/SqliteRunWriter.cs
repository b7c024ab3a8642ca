using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace DataIngestion.Metadata;

/// <summary>Spreads one run record over the tables, inside the caller's transaction.</summary>
internal static class SqliteRunWriter
{
    public static void Replace(SqliteConnection connection, RunRecord run)
    {
        using (SqliteStatement delete = new(connection, "DELETE FROM runs WHERE run_id = $0"))
        {
            delete.Run(run.RunId);
        }

        WriteRun(connection, run);
        WriteValidation(connection, run);
        WriteMetrics(connection, run);
        WriteDrift(connection, run);
        WriteFiles(connection, run);
        WriteVersion(connection, run);
    }

    private static void WriteRun(SqliteConnection connection, RunRecord run)
    {
        using SqliteStatement source = new(connection, "INSERT INTO sources (name) VALUES ($0) ON CONFLICT DO NOTHING");
        source.Run(run.Source);
        using SqliteStatement insert = new(
            connection,
            """
            INSERT INTO runs (run_id, pipeline, table_location, source, delivery, plan_hash, status, version, started_at, finished_at,
                rows_read, rows_inserted, rows_quarantined, rows_deduplicated, rows_excluded, drifted, reasons, record)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """);
        RowCounts rows = run.Rows;
        insert.Run(
            run.RunId,
            run.Pipeline,
            run.Table,
            run.Source,
            run.Delivery,
            run.PlanHash,
            run.Status.ToString(),
            run.Version,
            SqliteStatement.Time(run.StartedAt),
            SqliteStatement.Time(run.FinishedAt),
            rows.Read,
            rows.Inserted,
            rows.Quarantined,
            rows.Deduplicated,
            rows.Excluded,
            run.Drift?.Drifted,
            Json(run.Reasons),
            Encoding.UTF8.GetString(RunRecordJson.Serialize(run)));
    }

    private static void WriteValidation(SqliteConnection connection, RunRecord run)
    {
        using SqliteStatement insert = new(
            connection,
            """
            INSERT INTO validation_results (run_id, position, check_name, columns, severity, on_failure, passed, rows_checked, rows_failed, message)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)
            """);
        foreach ((int position, ValidationResult result) in run.Validation.Index())
        {
            insert.Run(
                run.RunId,
                position,
                result.Check,
                Json(result.Columns),
                result.Severity.ToString(),
                result.OnFailure.ToString(),
                result.Passed,
                result.RowsChecked,
                result.RowsFailed,
                result.Message);
        }
    }

    private static void WriteMetrics(SqliteConnection connection, RunRecord run)
    {
        using SqliteStatement insert = new(connection, "INSERT INTO metrics (run_id, name, value) VALUES ($0, $1, $2)");
        foreach ((string name, double value) in run.Metrics)
        {
            insert.Run(run.RunId, name, value);
        }
    }

    private static void WriteDrift(SqliteConnection connection, RunRecord run)
    {
        using SqliteStatement insert = new(
            connection,
            """
            INSERT INTO drift_metrics (run_id, position, reference_version, column_name, kind, test, statistic, p_value, adjusted_p_value,
                threshold, effect, effect_threshold, reference_count, current_count, bins, drifted, note)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """);
        foreach ((int position, DriftResult result) in (run.Drift?.Results ?? []).Index())
        {
            DriftStatistic found = result.Statistic;
            insert.Run(
                run.RunId,
                position,
                run.Drift!.ReferenceVersion,
                result.Column,
                result.Kind.ToString(),
                result.Test,
                found.Statistic,
                found.PValue,
                result.AdjustedPValue,
                found.Threshold,
                found.Effect,
                found.EffectThreshold,
                found.ReferenceCount,
                found.CurrentCount,
                Json(found.Bins),
                result.Drifted,
                found.Note);
        }
    }

    private static void WriteFiles(SqliteConnection connection, RunRecord run)
    {
        using SqliteStatement insert = new(
            connection,
            "INSERT INTO file_checksums (run_id, kind, position, path, origin, sha256, length, rows) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)");
        foreach ((int position, PartitionReceipt raw) in run.Partitions.Index())
        {
            insert.Run(run.RunId, "raw", position, raw.RawPath ?? raw.Origin, raw.Origin, raw.Sha256, raw.Length, raw.Rows);
        }

        Write("data", run.Files);
        Write("quarantine", run.QuarantineFiles);
        Write("profile", run.Profile is null ? [] : [run.Profile]);

        void Write(string kind, IReadOnlyList<FileChecksum> files)
        {
            foreach ((int position, FileChecksum file) in files.Index())
            {
                insert.Run(run.RunId, kind, position, file.Path, null, file.Sha256, file.Length, file.Rows);
            }
        }
    }

    private static void WriteVersion(SqliteConnection connection, RunRecord run)
    {
        if (run.Version is not { } version)
        {
            return;
        }

        // A table that was dropped and made anew counts its versions from zero again.
        using SqliteStatement insert = new(
            connection,
            """
            INSERT INTO dataset_versions (table_location, version, run_id, published_at) VALUES ($0, $1, $2, $3)
            ON CONFLICT (table_location, version) DO UPDATE SET run_id = excluded.run_id, published_at = excluded.published_at
            """);
        insert.Run(run.Table, version, run.RunId, SqliteStatement.Time(run.FinishedAt));
    }

    private static string Json(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts, RunRecordContext.Default.IReadOnlyListString);

    private static string Json(IReadOnlyList<DriftBin> bins) => JsonSerializer.Serialize(bins, RunRecordContext.Default.IReadOnlyListDriftBin);
}
