using System.Globalization;
using Apache.Arrow;

namespace DataIngestion.Cli.Output;

/// <summary>Runs as people read them.</summary>
internal static class RunText
{
    public static async Task WriteAsync(TextWriter writer, PipelineResult result)
    {
        foreach (SourceNotice notice in result.Notices)
        {
            await writer.WriteLineAsync($"note: {notice.Origin}: {notice.Message}");
        }

        foreach (RunRecord run in result.Runs)
        {
            await WriteAsync(writer, run);
        }

        foreach (RunRecord run in result.Pending)
        {
            await writer.WriteLineAsync($"pending: '{run.Delivery}' is held as run {run.RunId}; use 'ingest release {run.RunId} --reason …' or 'ingest discard {run.RunId}'.");
        }

        if (result.Runs.Count == 0 && result.Pending.Count == 0)
        {
            await writer.WriteLineAsync("Nothing new.");
        }
    }

    /// <summary>One line a run, wide enough columns to read down; reasons follow indented.</summary>
    public static string HistoryLine(RunRecord run)
    {
        string version = run.Version is { } number ? "v" + number.ToString(CultureInfo.InvariantCulture) : "-";
        string finished = run.FinishedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ssZ", CultureInfo.InvariantCulture);
        string line = $"{version,-6}{run.Status.ToString().ToLowerInvariant(),-10} {finished}  {run.RunId}  {run.Delivery}: "
            + $"{Number(run.Rows.Read)} read, {Number(run.Rows.Inserted)} inserted, {Number(run.Rows.Quarantined)} quarantined";
        return string.Join("\n      ", [line, .. run.Reasons]);
    }

    public static string Cell(RecordBatch batch, string column, int row)
    {
        int index = batch.Schema.GetFieldIndex(column);
        string? text = index < 0 ? null : ColumnValue.Text(batch.Column(index), row);
        return text is null ? "" : text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static async Task WriteAsync(TextWriter writer, RunRecord run)
    {
        string version = run.Version is { } number ? string.Create(CultureInfo.InvariantCulture, $" as version {number}") : "";
        await writer.WriteLineAsync(
            $"{run.Delivery}: {run.Status.ToString().ToLowerInvariant()}{version} (run {run.RunId}): {Number(run.Rows.Read)} rows read, {Number(run.Rows.Inserted)} inserted, {Number(run.Rows.Quarantined)} quarantined");
        foreach ((string name, string found) in run.Detected)
        {
            await writer.WriteLineAsync($"  detected: {name}: {found}");
        }

        foreach (ColumnCount count in run.ColumnCounts)
        {
            await writer.WriteLineAsync($"  counted: {count.Column}: {Number(count.Count)} × {count.What}");
        }

        foreach (ValidationResult check in run.Validation.Where(check => !check.Passed))
        {
            await writer.WriteLineAsync($"  {check.Severity.ToString().ToLowerInvariant()}: {check.Check}: {check.Message}; {Number(check.RowsFailed)} of {Number(check.RowsChecked)} rows");
            foreach (FailureSample sample in check.Samples)
            {
                await writer.WriteLineAsync($"    {sample.Origin}, row {Number(sample.Row)}{(sample.Column.Length == 0 ? "" : ", " + sample.Column)}: {sample.Value ?? "(missing)"}");
            }
        }

        foreach (DriftResult drift in (run.Drift?.Results ?? []).Where(result => result.Drifted))
        {
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  drift: {drift.Column}: {drift.Test} = {drift.Statistic.Statistic:G4}"));
        }

        foreach (string reason in run.Reasons)
        {
            await writer.WriteLineAsync($"  reason: {reason}");
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
