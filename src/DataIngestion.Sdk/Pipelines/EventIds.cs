namespace DataIngestion;

/// <summary>The event ids of the log, in ranges of 100 a stage. A number is never used again for something else.</summary>
public static class EventIds
{
    /// <summary>A run began.</summary>
    public const int RunStarted = 1000;

    /// <summary>A run published a version.</summary>
    public const int RunPublished = 1001;

    /// <summary>The gate held a run.</summary>
    public const int RunHeld = 1002;

    /// <summary>A run failed.</summary>
    public const int RunFailed = 1003;

    /// <summary>Another runner was faster.</summary>
    public const int PlanConflict = 1004;

    /// <summary>The quarantine table was completed.</summary>
    public const int QuarantineCompleted = 1005;

    /// <summary>A commit succeeded and its checkpoint, which only speeds up readers, could not be written.</summary>
    public const int CheckpointFailed = 1006;

    /// <summary>The source saw something that it did not take.</summary>
    public const int SourceNotice = 1100;
}
