using DataIngestion.Pipelines;

namespace DataIngestion;

/// <summary>Turns what is new in a source into the next version of a governed table, or leaves the table exactly as it was.</summary>
/// <remarks>
/// Immutable and thread-safe. Several runs of the same pipeline may go on at once, in one process or in many: each delivery is published once.
/// Bad data and bad files are results; a store or a metadata store that fails is an <see cref="IngestionException"/>.
/// </remarks>
public sealed class DataPipeline
{
    private readonly PipelineDefinition _definition;

    internal DataPipeline(PipelineDefinition definition) => _definition = definition;

    /// <summary>The pipeline's name.</summary>
    public string Name => _definition.Name;

    /// <summary>Where the table is.</summary>
    public StorageZone Table => _definition.Table;

    /// <summary>Where quarantined rows are: a table beside the main one.</summary>
    public StorageZone QuarantineTable => _definition.Quarantine;

    /// <summary>Begins to describe a pipeline.</summary>
    /// <param name="name">Its name, which is also the table's: letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    public static DataPipelineBuilder Create(string name) => new(name);

    /// <summary>Takes what is new: each delivery becomes a table version, or is held or fails without a trace in the table.</summary>
    /// <param name="cancellationToken">Stops between and inside deliveries; what was published stays.</param>
    /// <returns>What happened, delivery by delivery.</returns>
    /// <exception cref="IngestionException">A store or the metadata store failed.</exception>
    public Task<PipelineResult> RunAsync(CancellationToken cancellationToken = default) =>
        new PipelineRunner(_definition, null).RunAsync(cancellationToken);

    /// <summary>Takes what is new and reports progress.</summary>
    /// <param name="progress">Receives the progress; called on the thread that reads.</param>
    /// <param name="cancellationToken">Stops between and inside deliveries; what was published stays.</param>
    /// <returns>What happened, delivery by delivery.</returns>
    /// <exception cref="IngestionException">A store or the metadata store failed.</exception>
    public Task<PipelineResult> RunWithProgressAsync(IProgress<RunProgress> progress, CancellationToken cancellationToken = default) =>
        new PipelineRunner(_definition, progress).RunAsync(cancellationToken);

    /// <summary>Publishes a held delivery although the gate held it. It is read and checked again against the table as it is now.</summary>
    /// <remarks>Rows that cannot be published go to quarantine: those that do not fit the contract and those whose key is there already.</remarks>
    /// <param name="runId">The run that was held.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>What happened.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    /// <exception cref="IngestionException">No such run is held, its input changed since, or a store failed.</exception>
    public Task<PipelineResult> ReleaseAsync(string runId, string reason, CancellationToken cancellationToken = default) =>
        new PipelineRunner(_definition, null).ReleaseAsync(runId, reason, cancellationToken);

    /// <summary>Rejects a held delivery for good: the cursor moves past it and no row of it is published.</summary>
    /// <param name="runId">The run that was held.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>What happened.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    /// <exception cref="IngestionException">No such run is held, its input changed since, or a store failed.</exception>
    public Task<PipelineResult> DiscardAsync(string runId, string reason, CancellationToken cancellationToken = default) =>
        new PipelineRunner(_definition, null).DiscardAsync(runId, reason, cancellationToken);
}
