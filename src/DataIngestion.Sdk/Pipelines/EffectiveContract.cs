using Apache.Arrow;
using DataIngestion.Contracts;

namespace DataIngestion.Pipelines;

/// <summary>Which contract a delivery is checked against: declared, else the table's, else inferred over the whole delivery; new columns are added where the policy says so.</summary>
internal sealed class EffectiveContract(PipelineDefinition definition, TableState state)
{
    /// <summary>The contract before the delivery is looked at, or null when it has to be inferred.</summary>
    public DataContract? Known()
    {
        if (definition.Contract is not { } declared)
        {
            return state.StoredContract;
        }

        if (state.StoredContract is not { } stored)
        {
            return declared;
        }

        ColumnContract[] evolved = [.. stored.Columns.Where(column => declared.Find(column.Name) is null)];
        CheckTypes(declared, stored);
        return declared with { Columns = [.. declared.Columns, .. evolved] };
    }

    /// <summary>Infers what is not known yet: everything for the first delivery, else only the new columns of an evolving table.</summary>
    public async ValueTask<InferredContract> ResolveAsync(SourceDelivery delivery, CancellationToken cancellationToken)
    {
        DataContract? known = Known();
        if (known is null)
        {
            return await InferAsync(delivery, null, cancellationToken).ConfigureAwait(false);
        }

        if (known.NewColumns != ColumnPolicy.Evolve)
        {
            return new InferredContract(known, new Dictionary<string, string>());
        }

        HashSet<string> unknown = await NewColumnsAsync(known, delivery, cancellationToken).ConfigureAwait(false);
        if (unknown.Count == 0)
        {
            return new InferredContract(known, new Dictionary<string, string>());
        }

        InferredContract added = await InferAsync(delivery, unknown, cancellationToken).ConfigureAwait(false);
        return new InferredContract(ContractEvolution.AddNewColumns(known, added.Contract), added.Detected);
    }

    private void CheckTypes(DataContract declared, DataContract stored)
    {
        foreach (ColumnContract column in declared.Columns)
        {
            if (stored.Find(column.Name) is { } before && before.Type != column.Type)
            {
                throw new ContractException(
                    $"Column '{column.Name}' is declared as {column.Type} and the table '{definition.Table}' holds {before.Type}. " +
                    "Declare the table's type, or publish to a table of another name.")
                {
                    Column = column.Name,
                };
            }
        }
    }

    private async ValueTask<HashSet<string>> NewColumnsAsync(DataContract known, SourceDelivery delivery, CancellationToken cancellationToken)
    {
        HashSet<string> unknown = [];
        foreach (SourcePartition partition in delivery.Partitions)
        {
            SourceReader reader = await definition.Source.OpenAsync(partition, new SourceReadRequest(), cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                unknown.UnionWith(reader.Schema.FieldsList.Select(field => field.Name).Where(name => known.Find(name) is null));
            }
        }

        return unknown;
    }

    private async ValueTask<InferredContract> InferAsync(SourceDelivery delivery, HashSet<string>? columns, CancellationToken cancellationToken)
    {
        ContractInference inference = new(concealed: definition.Mask.Masks.Keys);
        foreach (SourcePartition partition in delivery.Partitions)
        {
            SourceReader reader = await definition.Source
                .OpenAsync(partition, new SourceReadRequest { Columns = columns }, cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await foreach (SourceBatch batch in reader.ReadBatchesAsync(cancellationToken).ConfigureAwait(false))
                {
                    inference.Observe(definition.Mask.Masks.Count == 0 ? batch : MisshapenRows.Conceal(batch));
                }
            }
        }

        return inference.Complete();
    }
}
