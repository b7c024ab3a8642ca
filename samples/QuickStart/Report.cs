using Apache.Arrow;
using DataIngestion;
using Spectre.Console;
using Table = Spectre.Console.Table;
using ValidationResult = DataIngestion.ValidationResult;

namespace QuickStart;

/// <summary>Prints what a person wants to see.</summary>
internal static class Report
{
    public static void Heading(string text)
    {
        Console.WriteLine();
        AnsiConsole.Write(new Markup($"[bold]{Markup.Escape(text)}[/]\n"));
    }

    public static void Print(PipelineResult result)
    {
        Line($"status: {result.Status}");
        foreach (RunRecord run in result.Runs)
        {
            Print(run);
        }

        foreach (RunRecord run in result.Pending)
        {
            Line($"pending: {run.Delivery} is still held as run {run.RunId}; a person releases or discards it");
        }
    }

    public static async Task PrintTableAsync(GovernedTable table)
    {
        TableVersion latest = await table.GetVersionAsync();
        TableVersion first = await table.GetVersionAsync(0);
        Line($"version {latest.Version}: {latest.Rows:N0} rows; version 0, still readable: {first.Rows:N0} rows");
        Table grid = new();
        string[] names = ["claim_id", "incident_date", "insured_name", "insured_zip", "age", "annual_premium"];
        grid.AddColumns(names);
        await foreach (RecordBatch batch in table.ReadAsync(columns: names))
        {
            using (batch)
            {
                for (int row = 0; row < 3; row++)
                {
                    grid.AddRow([.. names.Select(name => Markup.Escape(Cell(batch, name, row)))]);
                }
            }

            break;
        }

        AnsiConsole.Write(grid);
    }

    public static async Task PrintFilesAsync(GovernedTable table, LocalStore lake, string root)
    {
        VerificationReport verified = await table.VerifyAsync(lake);
        Line($"verified: {verified.FilesChecked} files, {(verified.Intact ? "every byte as it was published" : "NOT as they were published")}");
        Line($"the lake to look at: {Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.Combine(root, "lake"))}");
        Line("  processed/claims        the table (Delta Lake): data files, log, run records, profiles");
        Line("  raw/claims              the untouched originals, readable by their owner only");
        Line("  metadata.db             SQLite: runs, checks, drift, checksums, versions");
    }

    private static void Print(RunRecord run)
    {
        string version = run.Version is { } number ? $" as version {number}" : "";
        Line($"{run.Delivery}: {run.Status}{version}; {run.Rows.Read:N0} rows read, {run.Rows.Inserted:N0} published, {run.Rows.Quarantined:N0} quarantined");
        foreach (ColumnCount count in run.ColumnCounts)
        {
            Line($"  {count.Column}: {count.Count:N0} × {count.What}");
        }

        foreach (ValidationResult check in run.Validation)
        {
            Line($"  {(check.Passed ? "ok  " : "FAIL")} {check.Check}{(check.Passed ? "" : $": {Rows(check.RowsFailed)}: {check.Message}")}");
            foreach (FailureSample sample in check.Samples.Take(2))
            {
                Line($"         {sample.Origin}, row {sample.Row:N0}: {sample.Value ?? "(missing)"}");
            }
        }

        PrintDrift(run.Drift);
        foreach (string reason in run.Reasons)
        {
            Line($"  held because: {reason}");
        }
    }

    private static void PrintDrift(DriftReport? drift)
    {
        if (drift is null)
        {
            return;
        }

        string[] drifted = [.. drift.Results.Where(result => result.Drifted).Select(result => $"{result.Column} ({result.Test} {result.Statistic.Statistic:F3})")];
        Line(drift.Note is not null
            ? $"  drift: {drift.Note}"
            : $"  drift against version {drift.ReferenceVersion}: {(drifted.Length == 0 ? "none" : string.Join(", ", drifted))} in {drift.Results.Count} tests");
    }

    private static string Rows(long rows) => rows == 1 ? "1 row" : $"{rows:N0} rows";

    private static string Cell(RecordBatch batch, string name, int row)
    {
        string text = ColumnValue.Text(batch.Column(batch.Schema.GetFieldIndex(name)), row) ?? "(missing)";
        return text.Length > 16 ? text[..12] + "…" : text;
    }

    private static void Line(string text) => Console.WriteLine(text);
}
