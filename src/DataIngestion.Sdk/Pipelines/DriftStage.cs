using Apache.Arrow;
using DataIngestion.Delta;
using DataIngestion.Drift;
using DataIngestion.Parquet;
using DataIngestion.Profiles;

namespace DataIngestion.Pipelines;

/// <summary>Compares the staged rows with the reference, reading single columns again only where a profile is too coarse.</summary>
internal sealed class DriftStage(PipelineDefinition definition, RunFiles files, TableState state, PassSetup setup)
{
    public async ValueTask<DriftReport?> CompareAsync(PassResult pass, CancellationToken cancellationToken)
    {
        if (definition.Drift is not { } plan)
        {
            return null;
        }

        if (state.Domain is not { } domain || state.Snapshot is not { } snapshot)
        {
            return new DriftReport(null, Drifted: false, [], "There is no earlier version to compare with: this delivery becomes the first reference.");
        }

        RunRecord last = await files.ReadRecordAsync(domain.RunRecordPath, domain.RunRecordSha256, cancellationToken).ConfigureAwait(false);
        Reference? reference = await ReferenceAsync(plan, snapshot, last, cancellationToken).ConfigureAwait(false);
        return reference is null
            ? new DriftReport(null, Drifted: false, [], "The last commit published no rows, so there is no reference to compare with.")
            : await CompareAsync(plan, snapshot.Version, reference, pass, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Reference?> ReferenceAsync(DriftPlan plan, DeltaSnapshot snapshot, RunRecord last, CancellationToken cancellationToken)
    {
        if (plan.AgainstWholeVersion)
        {
            string[] paths = [.. snapshot.Files.Keys];
            return new Reference(await ProfileOfAsync(paths, cancellationToken).ConfigureAwait(false), paths);
        }

        return last.Profile is { } profile && last.Rows.Inserted > 0
            ? new Reference(await files.ReadProfileAsync(profile, cancellationToken).ConfigureAwait(false), [.. last.Files.Select(file => file.Path)])
            : null;
    }

    private ValueTask<DriftReport> CompareAsync(
        DriftPlan plan, long version, Reference reference, PassResult pass, CancellationToken cancellationToken)
    {
        string[] current = [.. pass.Files.Select(file => file.Path)];
        return DriftEvaluation.EvaluateAsync(
            // A key is another one in every row: its distribution says nothing about the data.
            plan with { Exclude = plan.Exclude.Union(setup.Contract.PrimaryKey).ToHashSet(), Withheld = setup.Mask.Withheld },
            version,
            reference.Profile,
            pass.Profile,
            (column, side, token) => ReadExactAsync(side == DriftSide.Reference ? reference.Paths : current, reference.Profile, column, token),
            cancellationToken);
    }

    private async ValueTask<ColumnProfile> ReadExactAsync(string[] paths, DatasetProfile types, string column, CancellationToken cancellationToken)
    {
        ColumnType type = ColumnType.Parse(types.Columns.First(profile => profile.Name == column).Type);
        ExactProfileBuilder builder = new(column, type);
        foreach (string path in paths)
        {
            await foreach (RecordBatch batch in ReadAsync(path, [column], cancellationToken).ConfigureAwait(false))
            {
                using (batch)
                {
                    builder.Observe(batch.Column(0));
                }
            }
        }

        return builder.Complete();
    }

    private async ValueTask<DatasetProfile> ProfileOfAsync(string[] paths, CancellationToken cancellationToken)
    {
        DatasetProfiler? profiler = null;
        foreach (string path in paths)
        {
            await foreach (RecordBatch batch in ReadAsync(path, null, cancellationToken).ConfigureAwait(false))
            {
                using (batch)
                {
                    profiler ??= new DatasetProfiler(batch.Schema, setup.Mask.Withheld);
                    profiler.Observe(batch);
                }
            }
        }

        return profiler?.Complete() ?? new DatasetProfile(0, []);
    }

    private IAsyncEnumerable<RecordBatch> ReadAsync(string path, IReadOnlyCollection<string>? columns, CancellationToken cancellationToken) =>
        ParquetColumns.ReadAsync(definition.Table.Store, definition.Table.PathOf(path), columns, cancellationToken);

    private sealed record Reference(DatasetProfile Profile, string[] Paths);
}
