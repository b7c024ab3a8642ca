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

    /// <summary>The figures of the pipeline's last runs that read rows, oldest first: as many as are asked for and as the log still knows.</summary>
    public async ValueTask<IReadOnlyList<PastFigures>> PastFiguresAsync(int runs, CancellationToken cancellationToken)
    {
        List<PastFigures> past = [];
        if (runs == 0)
        {
            return past;
        }

        await foreach ((long _, DeltaCommit commit) in Table.HistoryAsync(cancellationToken).ConfigureAwait(false))
        {
            if (commit.Domains.FirstOrDefault(domain => domain.Domain == definition.ApplicationId) is not { Removed: false } stored)
            {
                continue;
            }

            TableDomain domain = TableDomain.Parse(stored.Configuration);
            RunRecord run = await Files.ReadRecordAsync(domain.RunRecordPath, domain.RunRecordSha256, cancellationToken).ConfigureAwait(false);
            if (run.Status == RunStatus.Published && run.Rows.Read > 0)
            {
                past.Add(new PastFigures(run.RunId, run.StartedAt, run.Metrics));
            }

            if (past.Count == runs)
            {
                break;
            }
        }

        past.Reverse();
        return past;
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
