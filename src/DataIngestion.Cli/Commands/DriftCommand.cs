using System.CommandLine;
using System.Text;
using DataIngestion.Cli.Output;
using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Commands;

/// <summary>Compares two data sets and writes nothing but reports.</summary>
internal static class DriftCommand
{
    public static Command Create()
    {
        Argument<string> reference = new("REFERENCE") { Description = $"What to compare with: {DatasetArgument.Forms}; or a profile (.json) that 'ingest profile --out' wrote." };
        Argument<string> current = new("CURRENT") { Description = $"What to judge: {DatasetArgument.Forms}." };
        Option<string?> target = new("--target") { Description = "The column that a model predicts: its own drift, and whether it changed given the others." };
        Option<string[]> columns = DatasetArgument.CreateColumns();
        Option<string[]> tests = new("--tests") { Description = $"The tests, separated by commas; default: ks, psi, chi2. Known: {DriftTests.Known}.", DefaultValueFactory = _ => [] };
        Option<string[]> masked = DatasetArgument.CreateMasked();
        Option<string?> rows = new("--reference-data") { Description = "The rows that a profile given as REFERENCE is of: read where the profile leaves a decision open, and for --target." };
        Option<string?> delimiter = DataArgument.CreateDelimiter();
        Option<bool> json = new("--json") { Description = "Print the report as JSON." };
        Option<string?> report = new("--report") { Description = "Write a page with the report to this file." };
        Command command = new("drift", "Compare data with a reference: columns, and with --target the target and its relation to the others. Exit code 0: no drift found; 2: drift found; 64: bad usage; 1: anything else.")
        {
            reference, current, target, columns, tests, masked, rows, delimiter, json, report,
        };
        command.SetAction((parsed, cancellationToken) => CompareAsync(
            new Request(
                parsed.GetValue(reference)!,
                parsed.GetValue(current)!,
                parsed.GetValue(rows),
                parsed.GetValue(delimiter),
                parsed.GetValue(json),
                parsed.GetValue(report),
                Options(parsed.GetValue(target), DatasetArgument.Names(parsed.GetValue(columns)), DatasetArgument.Names(parsed.GetValue(tests)), DatasetArgument.Names(parsed.GetValue(masked)))),
            cancellationToken));
        return command;
    }

    private static DatasetDriftOptions Options(string? target, string[] columns, string[] tests, string[] masked) => new()
    {
        Target = target,
        Columns = columns.Length == 0 ? null : columns,
        Masked = masked,
        Configure = DriftTests.Named(tests),
    };

    private static async Task<int> CompareAsync(Request request, CancellationToken cancellationToken)
    {
        Dataset reference = await ReferenceAsync(request, cancellationToken);
        Dataset current = DatasetArgument.Open(request.Current, request.Delimiter);
        DatasetDriftOptions options = request.Options with { Name = $"{Path.GetFileName(request.Reference)} → {Path.GetFileName(request.Current)}" };
        DriftReport report = await DatasetDrift.CompareAsync(reference, current, options, cancellationToken);
        if (request.Page is { } file)
        {
            using StringWriter page = new();
            DriftPage.Write(report, page);
            await OutputFile.WriteAsync(file, Encoding.UTF8.GetBytes(page.ToString()), cancellationToken);
        }

        if (request.Json)
        {
            Console.WriteLine(Encoding.UTF8.GetString(DriftReportJson.Serialize(report)));
        }
        else
        {
            await DriftText.WriteAsync(report, Console.Out);
        }

        return report.Drifted ? ExitCode.Held : ExitCode.Published;
    }

    private static async Task<Dataset> ReferenceAsync(Request request, CancellationToken cancellationToken)
    {
        if (DatasetArgument.IsProfile(request.Reference))
        {
            DatasetProfile profile = await DatasetArgument.ReadProfileAsync(request.Reference, cancellationToken);
            return Dataset.FromProfile(profile, request.Rows is { } rows ? DatasetArgument.Open(rows, request.Delimiter) : null);
        }

        return request.Rows is null
            ? DatasetArgument.Open(request.Reference, request.Delimiter)
            : throw new PipelineFileException("--reference-data goes with a profile (.json) as REFERENCE.");
    }

    private sealed record Request(string Reference, string Current, string? Rows, string? Delimiter, bool Json, string? Page, DatasetDriftOptions Options);
}
