using System.Runtime.CompilerServices;
using DataIngestion.Contracts;

namespace DataIngestion.Validation;

/// <summary>Reads the key columns of all that a source has.</summary>
internal sealed class ReferenceReading(ISource source, string[] columns)
{
    public async ValueTask<KeySet> ReadAsync(DataContract? declared, CancellationToken cancellationToken)
    {
        IReadOnlyList<SourcePartition> partitions = await PlanAsync(cancellationToken).ConfigureAwait(false);
        DataContract contract = declared is null
            ? await InferAsync(partitions, cancellationToken).ConfigureAwait(false)
            : KeysOf(declared);
        KeySet keys = new(ContractSchema.Of(contract), columns);
        try
        {
            foreach (SourcePartition partition in partitions)
            {
                await AddAsync(keys, partition, contract, cancellationToken).ConfigureAwait(false);
            }

            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    // With a part of the keys, rows would fail that are right.
    private async ValueTask<IReadOnlyList<SourcePartition>> PlanAsync(CancellationToken cancellationToken)
    {
        SourcePlan plan = await source.PlanAsync(null, cancellationToken).ConfigureAwait(false);
        if (plan.Notices.FirstOrDefault(notice => notice.Kind == SourceNoticeKind.NotReady) is { } waiting)
        {
            throw new SourceException($"The keys of '{source.Name}' cannot be read yet: {waiting.Message}") { Origin = waiting.Origin };
        }

        SourcePartition[] partitions = [.. plan.Deliveries.SelectMany(delivery => delivery.Partitions)];
        return partitions.Length > 0
            ? partitions
            : throw new SourceException($"The source '{source.Name}' has nothing to read keys from.") { Origin = source.Name };
    }

    private async ValueTask<DataContract> InferAsync(IReadOnlyList<SourcePartition> partitions, CancellationToken cancellationToken)
    {
        ContractInference inference = new();
        foreach (SourcePartition partition in partitions)
        {
            await foreach (SourceBatch batch in BatchesAsync(partition, cancellationToken).ConfigureAwait(false))
            {
                inference.Observe(batch);
            }
        }

        return KeysOf(inference.Complete().Contract);
    }

    private DataContract KeysOf(DataContract contract) => new([.. columns.Select(name => contract.Find(name) ?? throw new ArgumentException(
        $"The column '{name}' of the reference keys is not there. The columns are {string.Join(", ", contract.Columns.Select(column => column.Name))}."))])
    {
        NewColumns = ColumnPolicy.Ignore,
    };

    private async ValueTask AddAsync(KeySet keys, SourcePartition partition, DataContract contract, CancellationToken cancellationToken)
    {
        ContractBinding? binding = null;
        await foreach (SourceBatch batch in BatchesAsync(partition, cancellationToken).ConfigureAwait(false))
        {
            binding ??= ContractBinding.Bind(contract, batch.Batch.Schema);
            using ContractedBatch typed = binding.Apply(batch);
            if (typed.Faults.Count > 0)
            {
                throw Unfit(batch, contract, typed.Faults[0]);
            }

            keys.Add(typed.Batch);
        }
    }

    private async IAsyncEnumerable<SourceBatch> BatchesAsync(SourcePartition partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SourceReader reader = await source.OpenAsync(partition, new SourceReadRequest { Columns = columns }, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            if (columns.FirstOrDefault(column => reader.Schema.GetFieldIndex(column) < 0) is { } absent)
            {
                throw new SourceException($"{partition.Origin}: the column '{absent}' of the reference keys is not there.") { Origin = partition.Origin };
            }

            await foreach (SourceBatch batch in reader.ReadBatchesAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return batch.Faults.Count == 0 ? batch : throw Misshapen(batch);
            }

            await reader.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static SourceException Misshapen(SourceBatch batch)
    {
        RowFault fault = batch.Faults[0];
        long row = batch.FirstRow + fault.Row;
        return new SourceException($"{batch.Origin}, row {row}: {fault.Reason} Reference keys are read from whole rows only.") { Origin = batch.Origin, Row = row };
    }

    private static ContractException Unfit(SourceBatch batch, DataContract contract, CellFault fault)
    {
        ColumnContract column = contract.Columns[fault.Column];
        long row = batch.FirstRow + fault.Row;
        string what = fault.Kind == CellFaultKind.MissingRequired ? "is required and missing" : $"does not fit {column.Type}";
        return new ContractException($"{batch.Origin}, row {row}: the reference key '{column.Name}' {what}. Declare the type that it has.")
        {
            Origin = batch.Origin,
            Row = row,
            Column = column.Name,
        };
    }
}
