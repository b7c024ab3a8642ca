using System.CommandLine;
using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Commands;

/// <summary>The root command: usage faults are 64, everything else that goes wrong is 1 with one clear line on standard error.</summary>
internal static class IngestCommand
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        RootCommand root = new("Turns what is new in a source into the next version of a governed table, or leaves the table exactly as it was.")
        {
            RunCommand.Create(),
            HistoryCommand.Create(),
            ShowCommand.Create(),
            VerifyCommand.Create(),
            DecideCommand.CreateRelease(),
            DecideCommand.CreateDiscard(),
            RebuildCommand.Create(),
            ValidateCommand.Create(),
            SuggestCommand.Create(),
            DriftCommand.Create(),
            ProfileCommand.Create(),
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(error => error.Message))
            {
                await Console.Error.WriteLineAsync(message);
            }

            await Console.Error.WriteLineAsync("Run 'ingest --help' to see the commands.");
            return ExitCode.BadUsage;
        }

        return await InvokeAsync(parsed);
    }

    private static async Task<int> InvokeAsync(ParseResult parsed)
    {
        using CancellationTokenSource cancellation = new();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, cancellation.Token);
        }
        catch (PipelineFileException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.BadUsage;
        }
        catch (SuiteImportException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.BadUsage;
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.BadUsage;
        }
        catch (IngestionException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled. What was published stays; run the same command again to go on.");
            return ExitCode.Failed;
        }
    }
}
