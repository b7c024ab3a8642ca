using System.CommandLine;
using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Commands;

/// <summary>Proposes a suite from files and writes it, and nothing else.</summary>
internal static class SuggestCommand
{
    public static Command Create()
    {
        Argument<string> data = DataArgument.Create();
        Option<string?> delimiter = DataArgument.CreateDelimiter();
        Option<bool> yaml = new("--yaml") { Description = "Write the suite as YAML for 'ingest validate' and for pipeline files: the default." };
        Option<bool> code = new("--code") { Description = "Write the suite as C# instead." };
        Option<string?> output = new("--output", "-o") { Description = "Write to this file instead of standard output." };
        Option<bool> force = new("--force") { Description = "Replace the file when it exists." };
        Option<double> margin = new("--margin") { Description = "How far ranges and lengths reach beyond what was seen, as a share of its width, from 0 to 10.", DefaultValueFactory = _ => 0.1 };
        Option<string[]> masked = new("--masked") { Description = "A column whose values must not get into the suite; may be repeated.", DefaultValueFactory = _ => [] };
        Command command = new("suggest", "Propose a suite from files, each check with its reason. Exit code 0: written; 64: wrong call, or the file exists; 1: the data cannot be read.")
        {
            data, delimiter, yaml, code, output, force, margin, masked,
        };
        command.SetAction((parsed, cancellationToken) => SuggestAsync(
            new Request(
                parsed.GetValue(data)!,
                parsed.GetValue(delimiter),
                parsed.GetValue(yaml),
                parsed.GetValue(code),
                parsed.GetValue(output),
                parsed.GetValue(force),
                new SuggestionOptions { Name = Path.GetFileName(parsed.GetValue(data)!), Margin = Checked(parsed.GetValue(margin)), Masked = parsed.GetValue(masked)! }),
            cancellationToken));
        return command;
    }

    private static async Task<int> SuggestAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.Yaml && request.Code)
        {
            throw new PipelineFileException("Use --yaml or --code, not both.");
        }

        if (request.Output is { } file && File.Exists(file) && !request.Force)
        {
            throw Exists(file, null);
        }

        SuiteSuggestion suggestion = await SuiteSuggestion.FromAsync(DataArgument.Open(request.Data, request.Delimiter), request.Options, cancellationToken);
        await WriteAsync(Text(suggestion, request.Code), request);
        foreach (string note in suggestion.Notes)
        {
            await Console.Error.WriteLineAsync(note);
        }

        return ExitCode.Published;
    }

    private static double Checked(double margin) =>
        margin is >= 0 and <= 10 ? margin : throw new PipelineFileException("--margin is a share of the width, from 0 to 10, such as 0.1.");

    private static string Text(SuiteSuggestion suggestion, bool code)
    {
        using StringWriter text = new();
        if (code)
        {
            suggestion.WriteCode(text);
        }
        else
        {
            suggestion.WriteYaml(text);
        }

        return text.ToString();
    }

    private static async Task WriteAsync(string text, Request request)
    {
        if (request.Output is not { } file)
        {
            await Console.Out.WriteAsync(text);
            return;
        }

        try
        {
            await using StreamWriter writer = new(new FileStream(file, request.Force ? FileMode.Create : FileMode.CreateNew, FileAccess.Write));
            await writer.WriteAsync(text);
        }
        catch (IOException fault) when (File.Exists(file) && !request.Force)
        {
            throw Exists(file, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PipelineFileException($"'{file}' cannot be written: {fault.Message}", fault);
        }
    }

    private static PipelineFileException Exists(string file, Exception? fault)
    {
        string message = $"'{file}' exists. Use --force to replace it.";
        return fault is null ? new PipelineFileException(message) : new PipelineFileException(message, fault);
    }

    private sealed record Request(string Data, string? Delimiter, bool Yaml, bool Code, string? Output, bool Force, SuggestionOptions Options);
}
