using Spectre.Console;

namespace DataIngestion.Cli.Output;

/// <summary>A bar with rows, bytes and rate on a terminal, plain lines elsewhere; always on standard error.</summary>
internal static class ProgressDisplay
{
    public static Task<PipelineResult> ShowAsync(Func<IProgress<RunProgress>, Task<PipelineResult>> run) =>
        Console.IsErrorRedirected ? run(new PlainProgress(TimeProvider.System)) : ShowBarAsync(run);

    private static async Task<PipelineResult> ShowBarAsync(Func<IProgress<RunProgress>, Task<PipelineResult>> run)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context => run(new BarProgress(context, TimeProvider.System)));
    }

    private sealed class BarProgress(ProgressContext context, TimeProvider time) : IProgress<RunProgress>
    {
        private readonly Dictionary<string, (ProgressTask Task, long Started)> _tasks = [];

        public void Report(RunProgress value)
        {
            if (!_tasks.TryGetValue(value.RunId, out (ProgressTask Task, long Started) shown))
            {
                _tasks[value.RunId] = shown = (context.AddTask(Markup.Escape(value.Delivery)), time.GetTimestamp());
            }

            shown.Task.MaxValue = Math.Max(1, value.TotalBytes);
            if (value.Stage == RunStage.Reading)
            {
                shown.Task.Value = value.Bytes;
                shown.Task.Description = Markup.Escape(ProgressText.Of(value, time.GetElapsedTime(shown.Started)));
            }
            else if (value.Stage == RunStage.Finished)
            {
                shown.Task.Value = shown.Task.MaxValue;
            }
        }
    }

    private sealed class PlainProgress(TimeProvider time) : IProgress<RunProgress>
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
        private readonly long _started = time.GetTimestamp();
        private long _last = time.GetTimestamp();
        private RunStage? _stage;

        public void Report(RunProgress value)
        {
            bool newStage = value.Stage != _stage;
            if (!newStage && time.GetElapsedTime(_last) < Interval)
            {
                return;
            }

            (_stage, _last) = (value.Stage, time.GetTimestamp());
            Console.Error.WriteLine(value.Stage == RunStage.Reading
                ? ProgressText.Of(value, time.GetElapsedTime(_started))
                : $"{value.Delivery}: {value.Stage.ToString().ToLowerInvariant()}");
        }
    }
}
