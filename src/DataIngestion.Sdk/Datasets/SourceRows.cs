using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace DataIngestion.Datasets;

internal sealed class SourceRows(ISource source) : DatasetRows
{
    private IReadOnlyList<SourcePartition>? _partitions;

    public override string Name => source.Name;

    public override async ValueTask<Schema> SchemaAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<SourcePartition> partitions = await PartitionsAsync(cancellationToken).ConfigureAwait(false);
        SourceReader reader = await source.OpenAsync(partitions[0], new SourceReadRequest(), cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return reader.Schema;
        }
    }

    public override async IAsyncEnumerable<SourceBatch> ReadAsync(
        IReadOnlyCollection<string> columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (SourcePartition partition in await PartitionsAsync(cancellationToken).ConfigureAwait(false))
        {
            SourceReader reader = await source.OpenAsync(partition, new SourceReadRequest { Columns = columns }, cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await foreach (SourceBatch batch in reader.ReadBatchesAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield return batch;
                }

                await reader.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Planned once, so that every pass reads the same files.
    private async ValueTask<IReadOnlyList<SourcePartition>> PartitionsAsync(CancellationToken cancellationToken)
    {
        if (_partitions is { } known)
        {
            return known;
        }

        SourcePlan plan = await source.PlanAsync(null, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SourcePartition> partitions = [.. plan.Deliveries.SelectMany(delivery => delivery.Partitions)];
        return partitions.Count > 0
            ? _partitions = partitions
            : throw new SourceException($"{source.Name} has nothing to read. {string.Join(" ", plan.Notices.Select(notice => notice.Message))}") { Origin = source.Name };
    }
}
