using System.Globalization;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using DataIngestion.Contracts;
using DataIngestion.Profiles;

namespace DataIngestion.Datasets;

/// <summary>Rows in the columns and types of a contract, one pass at a time.</summary>
internal sealed class TypedRows(DatasetRows rows, DataContract contract, IReadOnlySet<string> withheld)
{
    /// <summary>Profiles all columns in one pass; what the rows had that does not fit is counted into the note.</summary>
    public async ValueTask<(DatasetProfile Profile, string? Note)> ProfileAsync(CancellationToken cancellationToken)
    {
        DatasetProfiler profiler = new(ContractSchema.Of(contract), withheld);
        (long misshapen, long misfits) = (0, 0);
        await foreach ((SourceBatch source, ContractedBatch typed) in BatchesAsync(contract, cancellationToken).ConfigureAwait(false))
        {
            profiler.Observe(typed.Batch);
            misshapen += source.Faults.Count;
            misfits += typed.Faults.Count;
        }

        return (profiler.Complete(), Note(misshapen, misfits));
    }

    /// <summary>Reads one column again, with every distinct value.</summary>
    public async ValueTask<ColumnProfile> ExactAsync(string column, CancellationToken cancellationToken)
    {
        ColumnContract only = contract.Columns.First(each => each.Name == column);
        ExactProfileBuilder builder = new(column, only.Type);
        await foreach ((_, ContractedBatch typed) in BatchesAsync(new DataContract([only]), cancellationToken).ConfigureAwait(false))
        {
            builder.Observe(typed.Batch.Column(0));
        }

        return builder.Complete();
    }

    /// <summary>The typed rows; each batch is valid until the next one is asked for.</summary>
    public async IAsyncEnumerable<RecordBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach ((_, ContractedBatch typed) in BatchesAsync(contract, cancellationToken).ConfigureAwait(false))
        {
            yield return typed.Batch;
        }
    }

    private async IAsyncEnumerable<(SourceBatch Source, ContractedBatch Typed)> BatchesAsync(
        DataContract columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ContractBinding? binding = null;
        Schema? bound = null;
        await foreach (SourceBatch batch in rows.ReadAsync([.. columns.Columns.Select(column => column.Name)], cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!ReferenceEquals(bound, batch.Batch.Schema))
            {
                (binding, bound) = (ContractBinding.Bind(columns, batch.Batch.Schema, dictionaries: true), batch.Batch.Schema);
            }

            using ContractedBatch typed = binding!.Apply(batch);
            yield return (batch, typed);
        }
    }

    private string? Note(long misshapen, long misfits)
    {
        string shape = misshapen == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{misshapen} rows of {rows.Name} are of the wrong shape; what they lack counts as missing.");
        string values = misfits == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{misfits} values of {rows.Name} do not fit their column's type and count as missing.");
        string text = $"{shape} {values}".Trim();
        return text.Length == 0 ? null : text;
    }
}
