namespace DataIngestion;

/// <summary>How a call of <see cref="DataPipeline.RunAsync(CancellationToken)"/> ended; the gravest of its runs.</summary>
public enum PipelineStatus
{
    /// <summary>There was nothing to take.</summary>
    NothingNew,

    /// <summary>Every delivery was published.</summary>
    Published,

    /// <summary>At least one delivery is held by the gate; others may be published.</summary>
    Held,

    /// <summary>At least one delivery could not be read; others may be published.</summary>
    Failed,
}

/// <summary>What a call of a pipeline did. Immutable.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Status">The gravest outcome.</param>
/// <param name="Runs">One record for each delivery that was taken or tried now, in order.</param>
/// <param name="Pending">The held deliveries that were seen again and not read again.</param>
/// <param name="Notices">What the source saw and did not take.</param>
public sealed record PipelineResult(
    string Pipeline,
    PipelineStatus Status,
    IReadOnlyList<RunRecord> Runs,
    IReadOnlyList<RunRecord> Pending,
    IReadOnlyList<SourceNotice> Notices);

/// <summary>How far a run is.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Delivery">What is read.</param>
/// <param name="Stage">What happens now.</param>
/// <param name="Rows">The rows read so far.</param>
/// <param name="Bytes">The bytes read so far.</param>
/// <param name="TotalBytes">All bytes of the delivery, or -1 where unknown.</param>
public sealed record RunProgress(string RunId, string Delivery, RunStage Stage, long Rows, long Bytes, long TotalBytes);

/// <summary>What a run is doing.</summary>
public enum RunStage
{
    /// <summary>Reads the whole delivery to infer its contract.</summary>
    Inferring,

    /// <summary>Reads, checks, masks and stages.</summary>
    Reading,

    /// <summary>Compares with the reference and the table.</summary>
    Comparing,

    /// <summary>Commits.</summary>
    Publishing,

    /// <summary>The run has ended.</summary>
    Finished,
}
