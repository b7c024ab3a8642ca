using System.CommandLine;
using System.Text.Json.Nodes;
using Apache.Arrow;
using DataIngestion.Cli.Output;
using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Commands;

/// <summary>Checks files by a suite and writes nothing but reports.</summary>
internal static class ValidateCommand
{
    private const string Native = "native";
    private const string GreatExpectations = "gx";
    private const string Pandera = "pandera";

    public static Command Create()
    {
        Argument<string> data = DataArgument.Create();
        Option<string?> delimiter = DataArgument.CreateDelimiter();
        Option<string> suite = new("--suite") { Description = "The file with the checks.", Required = true };
        Option<string> format = new("--format") { Description = "How the suite is written: native (YAML), gx (Great Expectations, JSON) or pandera (YAML or JSON).", DefaultValueFactory = _ => Native };
        format.AcceptOnlyFromAmong(Native, GreatExpectations, Pandera);
        Option<bool> json = new("--json") { Description = "Print the results as JSON; with --format gx in the form of Great Expectations." };
        Option<string?> report = new("--report") { Description = "Write a page with the results to this file." };
        Option<int> samples = new("--samples") { Description = "How many failing rows to show for each check.", DefaultValueFactory = _ => 5 };
        Option<bool> programs = ProgramsOption.Create();
        Command command = new("validate", "Check files by a suite. Exit code 0: passed; 2: a check of severity error failed.") { data, delimiter, suite, format, json, report, samples, programs };
        command.SetAction((parsed, cancellationToken) => ValidateAsync(
            new Request(parsed.GetValue(data)!, parsed.GetValue(delimiter), parsed.GetValue(suite)!, parsed.GetValue(format)!, parsed.GetValue(json), parsed.GetValue(report), parsed.GetValue(samples), parsed.GetValue(programs)),
            cancellationToken));
        return command;
    }

    private static async Task<int> ValidateAsync(Request request, CancellationToken cancellationToken)
    {
        Rules rules = new(request.Format, request.Programs, await ReadAsync(request.Suite, cancellationToken));
        ISource source = DataArgument.Open(request.Data, request.Delimiter);
        ValidationReport report;
        try
        {
            report = await DataValidation.CheckAsync(
                source, rules.Add, new ValidationOptions { Name = Path.GetFileName(request.Data), SampleLimit = request.Samples }, cancellationToken);
        }
        catch (Exception fault) when (fault is ArgumentException or SuiteImportException)
        {
            throw new PipelineFileException($"{request.Suite}: {fault.Message}", fault);
        }

        await WriteAsync(request, rules, report);
        return report.Passed ? ExitCode.Published : ExitCode.Held;
    }

    private static async Task WriteAsync(Request request, Rules rules, ValidationReport report)
    {
        if (request.Page is { } file)
        {
            await using StreamWriter page = new(file);
            ValidationPage.Write(report, page);
        }

        if (request.Json)
        {
            Console.WriteLine(rules.ToJson(report)?.ToJsonString() ?? ResultJson.Of(report));
        }
        else
        {
            await ReportText.WriteAsync(report, Console.Out);
        }
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PipelineFileException($"The suite '{file}' cannot be read: {fault.Message}", fault);
        }
    }

    private sealed record Request(string Data, string? Delimiter, string Suite, string Format, bool Json, string? Page, int Samples, bool Programs);

    /// <summary>The suite, and what it needs to write its results in its own form.</summary>
    private sealed class Rules(string format, bool programs, string text)
    {
        private GreatExpectationsSuite? _expectations;
        private IReadOnlyList<GreatExpectationRule> _rules = [];
        private Schema? _schema;

        public void Add(ValidationBuilder builder, Schema schema)
        {
            switch (format)
            {
                case GreatExpectations:
                    (_schema, _expectations) = (schema, GreatExpectationsSuite.Parse(text));
                    _rules = _expectations.AddTo(builder, schema);
                    break;
                case Pandera:
                    PanderaSchema.Parse(text).AddTo(builder);
                    break;
                default:
                    ValidationSuite.Parse(text).AddTo(builder, programs, schema);
                    break;
            }
        }

        public JsonObject? ToJson(ValidationReport report) =>
            _expectations is null ? null : GreatExpectationsResults.ToJson(_expectations, _rules, report, _schema);
    }
}
