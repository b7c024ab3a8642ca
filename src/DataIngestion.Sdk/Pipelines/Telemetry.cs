using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DataIngestion.Pipelines;

/// <summary>The one activity source and the one meter of the SDK, both named <c>DataIngestion</c>.</summary>
internal static class Telemetry
{
    public const string Name = "DataIngestion";

    private static readonly Meter Meter = new(Name);

    public static ActivitySource Activities { get; } = new(Name);

    public static Counter<long> Rows { get; } = Meter.CreateCounter<long>("dataingestion.rows", "{row}", "Rows by pipeline and outcome.");

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram<double>("dataingestion.run.duration", "s", "Duration of runs by pipeline and status.");

    public static void Record(RunRecord run)
    {
        KeyValuePair<string, object?> pipeline = new("pipeline", run.Pipeline);
        Rows.Add(run.Rows.Inserted, pipeline, new("outcome", "inserted"));
        Rows.Add(run.Rows.Quarantined, pipeline, new("outcome", "quarantined"));
        Duration.Record((run.FinishedAt - run.StartedAt).TotalSeconds, pipeline, new("status", run.Status.ToString()));
    }
}
