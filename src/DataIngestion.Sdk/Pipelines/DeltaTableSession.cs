using DataIngestion.Delta;

namespace DataIngestion.Pipelines;

/// <summary>The table and what lies beside it, brought to a consistent state each time it is opened.</summary>
internal sealed class DeltaTableSession(PipelineDefinition definition)
{
    private readonly QuarantineTable _quarantine = new(definition);
    private string? _settledRun;

    public DeltaTable Table { get; } = new(definition.Table, definition.Time);

    public RunFiles Files { get; } = new(definition.Table);

    /// <summary>Reads the table and finishes what a runner that died after its commit left to do: quarantine table and metadata.</summary>
    public async ValueTask<TableState> OpenAsync(CancellationToken cancellationToken)
    {
        TableState state = await TableState.ReadAsync(Table, definition.ApplicationId, cancellationToken).ConfigureAwait(false);
        if (state.Domain is { } domain && domain.RunId != _settledRun)
        {
            RunRecord run = await Files.ReadRecordAsync(domain.RunRecordPath, domain.RunRecordSha256, cancellationToken).ConfigureAwait(false);
            await SettleAsync(run with { Version = await VersionOfAsync(state, domain, cancellationToken).ConfigureAwait(false) }, cancellationToken)
                .ConfigureAwait(false);
        }

        return state;
    }

    /// <summary>What follows a commit. Repeating it changes nothing.</summary>
    public async ValueTask SettleAsync(RunRecord run, CancellationToken cancellationToken)
    {
        await _quarantine.CompleteAsync(run, cancellationToken).ConfigureAwait(false);
        await RecordAsync(run, cancellationToken).ConfigureAwait(false);
        _settledRun = run.RunId;
    }

    public async ValueTask RecordAsync(RunRecord run, CancellationToken cancellationToken)
    {
        if (definition.Metadata is { } metadata)
        {
            await metadata.RecordAsync(run, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The version that a run committed; walks back past commits of other pipelines on the same table.</summary>
    private async ValueTask<long?> VersionOfAsync(TableState state, TableDomain domain, CancellationToken cancellationToken)
    {
        await foreach ((long version, DeltaCommit commit) in Table.HistoryAsync(cancellationToken).ConfigureAwait(false))
        {
            if (version <= state.Snapshot!.Version && commit.RunId() == domain.RunId)
            {
                return version;
            }
        }

        return null;
    }
}
