using System.Diagnostics;
using DataIngestion.Contracts;
using DataIngestion.Delta;
using DataIngestion.Masking;
using DataIngestion.Sources;

namespace DataIngestion.Pipelines;

/// <summary>Takes one delivery: one pass, comparison, gate, commit. Until the commit nothing is visible.</summary>
internal sealed class DeliveryRun(
    PipelineDefinition definition, DeltaTableSession session, TableState state, SourceDelivery delivery, IProgress<RunProgress>? progress)
{
    private readonly string _runId = RunIds.New(definition.Time.GetUtcNow());
    private readonly DateTimeOffset _startedAt = definition.Time.GetUtcNow();

    /// <summary>Why a person released the delivery, or null for an ordinary run.</summary>
    public string? ReleaseReason { get; init; }

    public string PlanHash { get; } = Pipelines.PlanHash.Of(definition.Name, PipelineSettings.Fingerprint(definition), delivery);

    /// <returns>The run's record, or null when another runner was faster and what is new has to be planned again.</returns>
    public async Task<RunRecord?> RunAsync(CancellationToken cancellationToken)
    {
        using Activity? activity = Telemetry.Activities.StartActivity("dataingestion.run");
        activity?.SetTag("pipeline", definition.Name).SetTag("run", _runId).SetTag("delivery", delivery.Name);
        definition.Logger.RunStarted(_runId, definition.Name, delivery.Name);
        StagedFiles staged = new();
        try
        {
            RunRecord? record = await TakeAsync(staged, cancellationToken).ConfigureAwait(false);
            Report(RunStage.Finished);
            return record;
        }
        catch (IngestionException exception) when (staged.MayBeReferenced)
        {
            // The commit is there or not, and only the log knows; a record that calls the run failed could be a lie.
            definition.Logger.RunFailed(exception, _runId, delivery.Name);
            throw WithRun(exception);
        }
        catch (IngestionException exception)
        {
            RunRecord failed = await RecordFailureAsync(exception, cancellationToken).ConfigureAwait(false);

            // A bad file is a result and does not stop the others; a store that fails stops everything.
            return exception is SourceException or ContractException ? failed : throw WithRun(exception);
        }
        finally
        {
            await staged.DiscardAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<RunRecord?> TakeAsync(StagedFiles staged, CancellationToken cancellationToken)
    {
        Report(RunStage.Inferring);
        InferredContract inferred = await new EffectiveContract(definition, state).ResolveAsync(delivery, cancellationToken).ConfigureAwait(false);
        PassSetup setup = Setup(inferred.Contract, staged) with { Past = await session.PastFiguresAsync(PastRuns, cancellationToken).ConfigureAwait(false) };
        PassResult pass = await PassAsync(setup, staged, cancellationToken).ConfigureAwait(false);
        Gate.CheckCounts(pass.Rows, delivery.Name);
        Report(RunStage.Comparing);
        DriftReport? drift = await new DriftStage(definition, session.Files, state, setup).CompareAsync(pass, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> reasons = Gate.Reasons(pass.Validation, drift, definition.Drift);
        RunRecord run = Record(pass, setup, inferred, drift);
        return reasons.Count > 0 && ReleaseReason is null
            ? await HoldAsync(run, reasons, cancellationToken).ConfigureAwait(false)
            : await PublishAsync(run, setup, pass, reasons, staged, cancellationToken).ConfigureAwait(false);
    }

    private int PastRuns => definition.Rules.Select(rule => rule.Validator.PastRuns).DefaultIfEmpty(0).Max();

    private PassSetup Setup(DataContract contract, StagedFiles staged)
    {
        contract = ContractRules.Check(contract);
        MaskPlan mask = MaskPlan.Build(definition.Mask, contract);
        KeyMemory memory = KeyMemory.Share(definition, contract, mask.Masked);
        return new PassSetup
        {
            Definition = definition,
            Delivery = delivery,
            RunId = _runId,
            Contract = contract,
            Mask = mask,
            Rules = memory.Rules,
            Keys = memory.PrimaryKey,
            Staged = staged,
            Raw = definition.Raw is null ? null : new RawZone(definition.Raw, definition.Name),
            Release = ReleaseReason is not null,
            Progress = progress,
        };
    }

    /// <summary>
    /// One pass; another one when rules know only now which rows fail, and another one when rows have to go to quarantine whose keys turned out to be in the
    /// table, or repeated among those that memory had no room for.
    /// </summary>
    private async ValueTask<PassResult> PassAsync(PassSetup setup, StagedFiles staged, CancellationToken cancellationToken)
    {
        DeliveryPass pass = new(setup);
        IReadOnlyList<ValidationRule> rules;
        await using (pass.ConfigureAwait(false))
        {
            PassResult result = await pass.RunAsync(cancellationToken).ConfigureAwait(false);
            rules = pass.NextRules() ?? [];
            if (rules.Count == 0)
            {
                return await MatchKeysAsync(pass, result, setup, staged, cancellationToken).ConfigureAwait(false);
            }
        }

        // Keys are compared anew: a row that is rejected only now has none, so another row with the same key may be the right one.
        await staged.DiscardAsync().ConfigureAwait(false);
        return await PassAsync(setup with { Rules = rules }, staged, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PassResult> MatchKeysAsync(
        DeliveryPass pass, PassResult result, PassSetup setup, StagedFiles staged, CancellationToken cancellationToken)
    {
        if (setup.KnownDuplicates.Count > 0)
        {
            // Every key that repeats or that the table has was found by the pass before this one.
            return result;
        }

        TableKeyMatches matches = await TableKeyMatches
            .FindAsync(definition, state.Snapshot, pass, setup, cancellationToken).ConfigureAwait(false);
        bool holds = matches.Count > 0 && setup.Contract.DuplicateKeys == MismatchPolicy.Fail && ReleaseReason is null;
        if (matches.HasLateDuplicates || (matches.Count > 0 && !holds))
        {
            await staged.DiscardAsync().ConfigureAwait(false);
            result = await PassAsync(setup with { KnownDuplicates = matches.Known }, staged, cancellationToken).ConfigureAwait(false);
        }

        return holds
            ? result with { Validation = [matches.ToResult(setup, result.Read), .. result.Validation] }
            : result;
    }

    private async ValueTask<RunRecord?> HoldAsync(RunRecord run, IReadOnlyList<string> reasons, CancellationToken cancellationToken)
    {
        TableState now = await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (now.NextVersion != state.NextVersion)
        {
            // The verdict was about a table that is no longer the latest; its keys may be those of this very delivery.
            definition.Logger.PlanConflict(_runId, state.NextVersion);
            return null;
        }

        RunRecord held = run with
        {
            Status = RunStatus.Held,
            Reasons = reasons,
            Rows = run.Rows with { Inserted = 0, Quarantined = 0 },
            Files = [],
            QuarantineFiles = [],
            FinishedAt = definition.Time.GetUtcNow(),
        };
        held = await session.Files.WriteHeldAsync(held, cancellationToken).ConfigureAwait(false);
        await session.RecordAsync(held, cancellationToken).ConfigureAwait(false);
        definition.Logger.RunHeld(held.RunId, string.Join("; ", reasons));
        Telemetry.Record(held);
        return held;
    }

    private async ValueTask<RunRecord?> PublishAsync(
        RunRecord run, PassSetup setup, PassResult pass, IReadOnlyList<string> reasons, StagedFiles staged, CancellationToken cancellationToken)
    {
        Report(RunStage.Publishing);
        FileChecksum profile = await session.Files.WriteProfileAsync(_runId, pass.Profile, cancellationToken).ConfigureAwait(false);
        RunRecord published = run with
        {
            Profile = profile,
            Reasons = ReleaseReason is null ? [] : [ReleaseReason, .. reasons],
            FinishedAt = definition.Time.GetUtcNow(),
        };
        FileChecksum record = await session.Files.WriteRecordAsync(published, cancellationToken).ConfigureAwait(false);
        TableCommit commit = new(definition, setup, delivery, published, record, pass.Files);
        return await new Publisher(definition, session, commit, staged).PublishAsync(state, cancellationToken).ConfigureAwait(false);
    }

    private RunRecord Record(PassResult pass, PassSetup setup, InferredContract inferred, DriftReport? drift) =>
        new(_runId, definition.Name, definition.Table.ToString(), RunStatus.Published, _startedAt, definition.Time.GetUtcNow())
        {
            Source = definition.Source.Name,
            Delivery = delivery.Name,
            PlanHash = PlanHash,
            Partitions = pass.Receipts,
            RawStore = definition.Raw?.Store.Name,
            Masks = setup.Mask.Describe(),
            Rows = pass.Rows,
            Detected = inferred.Detected.Concat(pass.Detected).DistinctBy(entry => entry.Key).ToDictionary(),
            Contract = setup.Contract,
            ColumnCounts = pass.ColumnCounts,
            Validation = pass.Validation,
            Metrics = pass.Metrics,
            Drift = drift,
            Files = [.. pass.Files.Select(file => new FileChecksum(file.Path, file.Length, file.Sha256, file.Rows))],
            QuarantineFiles = [.. pass.QuarantineFiles.Select(file => new FileChecksum(file.Path, file.Length, file.Sha256, file.Rows))],
        };

    private async ValueTask<RunRecord> RecordFailureAsync(IngestionException exception, CancellationToken cancellationToken)
    {
        definition.Logger.RunFailed(exception, _runId, delivery.Name);
        RunRecord failed = new(_runId, definition.Name, definition.Table.ToString(), RunStatus.Failed, _startedAt, definition.Time.GetUtcNow())
        {
            Source = definition.Source.Name,
            Delivery = delivery.Name,
            PlanHash = PlanHash,
            Reasons = [exception.Message],
        };
        Telemetry.Record(failed);
        try
        {
            await session.Files.WriteFailureAsync(failed, cancellationToken).ConfigureAwait(false);
            await session.RecordAsync(failed, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestionException second)
        {
            // The store that failed the run may fail its record too; the first failure is what the caller must see.
            definition.Logger.RunFailed(second, _runId, "its own record");
        }

        return failed;
    }

    private IngestionException WithRun(IngestionException exception) =>
        new($"Pipeline '{definition.Name}', run {_runId}, '{delivery.Name}': {exception.Message}", exception)
        {
            Pipeline = definition.Name,
            RunId = _runId,
            Origin = exception.Origin ?? delivery.Name,
            Row = exception.Row,
            Column = exception.Column,
        };

    private void Report(RunStage stage) => progress?.Report(new RunProgress(_runId, delivery.Name, stage, 0, 0, -1));
}
