namespace DataIngestion.Pipelines;

/// <summary>Plans, then takes delivery after delivery; starts over when another runner was faster.</summary>
internal sealed class PipelineRunner(PipelineDefinition definition, IProgress<RunProgress>? progress)
{
    private readonly DeltaTableSession _table = new(definition);
    private readonly List<RunRecord> _runs = [];

    public async Task<PipelineResult> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TableState state = await _table.OpenAsync(cancellationToken).ConfigureAwait(false);
            SourcePlan plan = await definition.Source.PlanAsync(state.Cursor, cancellationToken).ConfigureAwait(false);
            List<RunRecord> pending = [];
            if (await TakeAllAsync(plan, state, pending, cancellationToken).ConfigureAwait(false))
            {
                return Result(plan, pending);
            }
        }
    }

    public Task<PipelineResult> ReleaseAsync(string runId, string reason, CancellationToken cancellationToken) =>
        DecideAsync(runId, reason, (held, delivery, state) => new DeliveryRun(definition, _table, state, delivery, progress)
        {
            ReleaseReason = $"released (held as {held.RunId}): {reason}",
        }.RunAsync(cancellationToken), cancellationToken);

    public Task<PipelineResult> DiscardAsync(string runId, string reason, CancellationToken cancellationToken) =>
        DecideAsync(runId, reason, (held, delivery, state) => new DeliveryDiscard(definition, _table, state, delivery)
            .RunAsync(held, reason, cancellationToken), cancellationToken);

    /// <returns>Whether all deliveries were taken; false to plan again.</returns>
    private async Task<bool> TakeAllAsync(SourcePlan plan, TableState planned, List<RunRecord> pending, CancellationToken cancellationToken)
    {
        string? lastRun = planned.Domain?.RunId;
        foreach (SourceNotice notice in plan.Notices)
        {
            definition.Logger.SourceNotice(notice.Kind, notice.Origin, notice.Message);
        }

        // A delivery that failed in this call is not tried again in it, however often the others make it plan anew.
        foreach (SourceDelivery delivery in plan.Deliveries.Where(delivery => !Tried(delivery)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            TableState state = await _table.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (state.Domain?.RunId != lastRun)
            {
                // Another runner has published, perhaps this very delivery: the plan is out of date.
                return false;
            }

            DeliveryRun run = new(definition, _table, state, delivery, progress);
            if (await _table.Files.ReadHeldAsync(run.PlanHash, cancellationToken).ConfigureAwait(false) is { } held)
            {
                await AddPendingAsync(pending, held, cancellationToken).ConfigureAwait(false);
            }
            else if (!await TakeAsync(run, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            lastRun = _runs is [.., { Status: RunStatus.Published } published] ? published.RunId : lastRun;
            if (definition.InOrder && (pending.Count > 0 || _runs is [.., { Status: not RunStatus.Published }]))
            {
                break;
            }
        }

        return true;
    }

    private async Task<bool> TakeAsync(DeliveryRun run, CancellationToken cancellationToken)
    {
        if (await run.RunAsync(cancellationToken).ConfigureAwait(false) is not { } record)
        {
            return false;
        }

        _runs.Add(record);
        return true;
    }

    private async ValueTask AddPendingAsync(List<RunRecord> pending, RunRecord held, CancellationToken cancellationToken)
    {
        if (_runs.All(run => run.RunId != held.RunId))
        {
            pending.Add(held);

            // The runner that held it may have died before it told the metadata store.
            await _table.RecordAsync(held, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Tried(SourceDelivery delivery) => _runs.Any(run =>
        run.Status == RunStatus.Failed && run.Delivery == delivery.Name);

    private async Task<PipelineResult> DecideAsync(
        string runId, string reason, Func<RunRecord, SourceDelivery, TableState, Task<RunRecord?>> decide, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        while (true)
        {
            TableState state = await _table.OpenAsync(cancellationToken).ConfigureAwait(false);
            SourcePlan plan = await definition.Source.PlanAsync(state.Cursor, cancellationToken).ConfigureAwait(false);
            (RunRecord held, SourceDelivery delivery) = await FindHeldAsync(runId, state, plan, cancellationToken).ConfigureAwait(false);
            if (await decide(held, delivery, state).ConfigureAwait(false) is { } record)
            {
                _runs.Add(record);
                return Result(plan, []);
            }
        }
    }

    private async ValueTask<(RunRecord Held, SourceDelivery Delivery)> FindHeldAsync(
        string runId, TableState state, SourcePlan plan, CancellationToken cancellationToken)
    {
        await foreach (RunRecord run in _table.Files.UnpublishedAsync(cancellationToken).ConfigureAwait(false))
        {
            if (run.RunId != runId || run.Status != RunStatus.Held)
            {
                continue;
            }

            SourceDelivery? delivery = plan.Deliveries.FirstOrDefault(candidate =>
                new DeliveryRun(definition, _table, state, candidate, null).PlanHash == run.PlanHash);
            return delivery is null
                ? throw NotPending(runId, "its input is no longer there, has changed, was decided already, or the pipeline's settings have changed")
                : (run, delivery);
        }

        throw NotPending(runId, "no run of that name is held");
    }

    private IngestionException NotPending(string runId, string why) =>
        new($"Run '{runId}' cannot be decided on: {why}. Run the pipeline to see what is pending.") { Pipeline = definition.Name, RunId = runId };

    private PipelineResult Result(SourcePlan plan, List<RunRecord> pending)
    {
        PipelineStatus status =
            _runs.Any(run => run.Status == RunStatus.Failed) ? PipelineStatus.Failed
            : pending.Count > 0 || _runs.Any(run => run.Status == RunStatus.Held) ? PipelineStatus.Held
            : _runs.Count > 0 ? PipelineStatus.Published
            : PipelineStatus.NothingNew;
        return new PipelineResult(definition.Name, status, _runs, pending, plan.Notices);
    }
}
