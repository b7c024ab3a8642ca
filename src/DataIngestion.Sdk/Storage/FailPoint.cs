using System.Diagnostics;
using System.Globalization;

namespace DataIngestion.Storage;

/// <summary>Named steps at which the crash tests kill the process. Without the environment variables it costs one comparison.</summary>
internal static class FailPoint
{
    private static readonly string? Trace = Environment.GetEnvironmentVariable("DATAINGESTION_FAILPOINT_TRACE");
    private static readonly long KillAt = long.TryParse(
        Environment.GetEnvironmentVariable("DATAINGESTION_FAILPOINT_KILL_AT"), CultureInfo.InvariantCulture, out long at) ? at : 0;

    private static readonly Lock Gate = new();
    private static long _hits;

    /// <summary>Passes a step; the process ends with SIGKILL when this is the step asked for.</summary>
    /// <param name="name">The step, such as <c>store.fsync</c>.</param>
    /// <param name="detail">What it works on, such as a path.</param>
    public static void Hit(string name, string detail = "")
    {
        if (Trace is null && KillAt == 0)
        {
            return;
        }

        long hit = Interlocked.Increment(ref _hits);
        if (Trace is not null)
        {
            lock (Gate)
            {
                File.AppendAllText(Trace, string.Create(CultureInfo.InvariantCulture, $"{hit}\t{name}\t{detail}\n"));
            }
        }

        if (hit == KillAt)
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
