using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace DataIngestion.Datasets;

internal sealed class TableRows(GovernedTable table, long? version) : DatasetRows
{
    private TableVersion? _version;

    public override string Name => "the table";

    public override async ValueTask<Schema> SchemaAsync(CancellationToken cancellationToken) => (await KnownAsync(cancellationToken).ConfigureAwait(false)).Schema;

    public override async ValueTask<long?> VersionAsync(CancellationToken cancellationToken) => (await KnownAsync(cancellationToken).ConfigureAwait(false)).Version;

    // A mask that leaves part of a value, such as three digits of a code, leaves a column that may be shown as it is published.
    public override async ValueTask<IReadOnlyCollection<string>> WithheldAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<RunRecord> runs = await table.GetHistoryAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. runs.SelectMany(run => run.Masks)
                .Where(mask => mask.Value is "redact" or "drop" || mask.Value.StartsWith("hash", StringComparison.Ordinal))
                .Select(mask => mask.Key).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    public override async IAsyncEnumerable<SourceBatch> ReadAsync(
        IReadOnlyCollection<string> columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableVersion known = await KnownAsync(cancellationToken).ConfigureAwait(false);
        long first = 1;
        await foreach (RecordBatch batch in table.ReadAsync(known.Version, columns, cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                yield return new SourceBatch(batch, Name, first);
                first += batch.Length;
            }
        }
    }

    private async ValueTask<TableVersion> KnownAsync(CancellationToken cancellationToken) =>
        _version ??= await table.GetVersionAsync(version, cancellationToken).ConfigureAwait(false);
}
