using Microsoft.Extensions.Logging;

namespace DataIngestion.Pipelines;

internal static partial class PipelineLog
{
    [LoggerMessage(EventId = EventIds.RunStarted, Level = LogLevel.Information, Message = "Run {RunId} of pipeline {Pipeline} takes {Delivery}")]
    public static partial void RunStarted(this ILogger logger, string runId, string pipeline, string delivery);

    [LoggerMessage(EventId = EventIds.RunPublished, Level = LogLevel.Information, Message = "Run {RunId} published version {Version}: {Inserted} rows, {Quarantined} quarantined")]
    public static partial void RunPublished(this ILogger logger, string runId, long version, long inserted, long quarantined);

    [LoggerMessage(EventId = EventIds.RunHeld, Level = LogLevel.Warning, Message = "Run {RunId} is held: {Reasons}")]
    public static partial void RunHeld(this ILogger logger, string runId, string reasons);

    [LoggerMessage(EventId = EventIds.RunFailed, Level = LogLevel.Error, Message = "Run {RunId} of {Delivery} failed")]
    public static partial void RunFailed(this ILogger logger, Exception exception, string runId, string delivery);

    [LoggerMessage(EventId = EventIds.PlanConflict, Level = LogLevel.Information, Message = "Run {RunId} met another runner at version {Version} and starts over")]
    public static partial void PlanConflict(this ILogger logger, string runId, long version);

    [LoggerMessage(EventId = EventIds.QuarantineCompleted, Level = LogLevel.Information, Message = "The quarantine table got {Files} files of run {RunId}")]
    public static partial void QuarantineCompleted(this ILogger logger, int files, string runId);

    [LoggerMessage(EventId = EventIds.CheckpointFailed, Level = LogLevel.Warning, Message = "Version {Version} is committed; its checkpoint could not be written and the next one will be tried")]
    public static partial void CheckpointFailed(this ILogger logger, Exception exception, long version);

    [LoggerMessage(EventId = EventIds.SourceNotice, Level = LogLevel.Warning, Message = "{Kind} {Origin}: {Notice}")]
    public static partial void SourceNotice(this ILogger logger, SourceNoticeKind kind, string origin, string notice);
}
