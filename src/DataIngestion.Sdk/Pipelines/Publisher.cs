using DataIngestion.Delta;
using DataIngestion.Storage;

namespace DataIngestion.Pipelines;

/// <summary>Makes a run visible in one conditional write, and decides what it means when that write finds the version taken.</summary>
internal sealed class Publisher(PipelineDefinition definition, DeltaTableSession session, TableCommit commit, StagedFiles staged)
{
    /// <returns>The record with its version, or null when another runner has taken the version.</returns>
    public async ValueTask<RunRecord?> PublishAsync(TableState state, CancellationToken cancellationToken)
    {
        long version = state.NextVersion;
        staged.Keep();
        FailPoint.Hit("commit.before");
        if (await session.Table.TryCommitAsync(version, commit.Build(state), cancellationToken).ConfigureAwait(false))
        {
            FailPoint.Hit("commit.after");
            foreach (CheckpointFailure failure in session.Table.CheckpointFailures.Where(failure => failure.Version == version))
            {
                definition.Logger.CheckpointFailed(failure.Error, version);
            }

            return await PublishedAsync(version, cancellationToken).ConfigureAwait(false);
        }

        DeltaCommit winner = await session.Table.ReadCommitAsync(version, cancellationToken).ConfigureAwait(false);
        if (winner.RunId() == commit.Run.RunId)
        {
            // The store had written the entry although an earlier answer was lost.
            return await PublishedAsync(version, cancellationToken).ConfigureAwait(false);
        }

        definition.Logger.PlanConflict(commit.Run.RunId, version);
        await commit.DiscardFilesAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }

    private async ValueTask<RunRecord> PublishedAsync(long version, CancellationToken cancellationToken)
    {
        RunRecord run = commit.Run with { Version = version };
        await session.SettleAsync(run, cancellationToken).ConfigureAwait(false);
        definition.Logger.RunPublished(run.RunId, version, run.Rows.Inserted, run.Rows.Quarantined);
        Telemetry.Record(run);
        return run;
    }
}
