using Apache.Arrow;
using DataIngestion.Contracts;
using DataIngestion.Pipelines;

namespace DataIngestion;

/// <summary>Checks rows without a pipeline, by the same rules and with the same outcomes. Nothing is written.</summary>
public static class DataValidation
{
    /// <summary>Checks what a source has. Memory is bounded by the rules and by the chunks in work, not by the rows.</summary>
    /// <remarks>Files are read once to find the types, unless the options name them, once to check, and once more where a rule can name its rows only when all are seen.</remarks>
    /// <param name="source">The source; all that it has is read.</param>
    /// <param name="rules">Adds the rules, given the columns and their types.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    /// <returns>The report. Rows of the wrong shape and values that do not fit their type are results of their own.</returns>
    /// <exception cref="ArgumentException">A rule cannot be used with these columns.</exception>
    /// <exception cref="SourceException">The source cannot be read, or has nothing.</exception>
    public static async ValueTask<ValidationReport> CheckAsync(
        ISource source, Action<ValidationBuilder, Schema> rules, ValidationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        ValidationOptions used = Checked(options);
        IReadOnlyList<SourcePartition> partitions = await PartitionsAsync(source, cancellationToken).ConfigureAwait(false);
        DataContract contract = used.Contract is { } declared
            ? ContractRules.Check(declared)
            : await InferAsync(source, partitions, used, cancellationToken).ConfigureAwait(false);
        Schema schema = ContractSchema.Of(contract);
        ValidationBuilder builder = new();
        rules(builder, schema);
        return await new ValidationPass(source, partitions, contract, schema, used).RunAsync(builder.Build(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks rows in memory.</summary>
    /// <param name="rows">The rows; at least one batch, all with the same columns. Row numbers in the report count through all of them.</param>
    /// <param name="rules">Adds the rules, given the columns and their types.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults; the types are those of the batches.</param>
    /// <param name="cancellationToken">Cancels between batches.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">There is no batch, or a rule cannot be used with these columns.</exception>
    public static ValueTask<ValidationReport> CheckRowsAsync(
        IReadOnlyList<RecordBatch> rows, Action<ValidationBuilder, Schema> rules, ValidationOptions? options = null, CancellationToken cancellationToken = default)
    {
        (BatchValidation validation, IReadOnlyList<ValidationRule> built) = Prepare(rows, rules, options);
        return validation.CheckAsync(built, cancellationToken);
    }

    /// <summary>Tells rows in memory apart: those that no rule rejects, and the others with the names of all rules that reject them.</summary>
    /// <remarks>Every rule of severity error that judges single rows rejects the rows that fail it, also where a share may fail (<see cref="ValidationBuilder.Mostly"/>). Rules of other severities, and those about the whole, only report.</remarks>
    /// <param name="rows">The rows; at least one batch, all with the same columns.</param>
    /// <param name="rules">Adds the rules, given the columns and their types.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults; the types are those of the batches.</param>
    /// <param name="cancellationToken">Cancels between batches.</param>
    /// <returns>Copies of the rows. <see cref="ValidationReport.Passed"/> of the report says whether rules about the whole hold, and whether each rule rejects no more than it may.</returns>
    /// <exception cref="ArgumentException">There is no batch, or a rule cannot be used with these columns.</exception>
    public static ValueTask<FilteredRows> FilterRowsAsync(
        IReadOnlyList<RecordBatch> rows, Action<ValidationBuilder, Schema> rules, ValidationOptions? options = null, CancellationToken cancellationToken = default)
    {
        (BatchValidation validation, IReadOnlyList<ValidationRule> built) = Prepare(rows, rules, options);
        return validation.FilterAsync(built, cancellationToken);
    }

    /// <summary>Finds the types of the columns from all rows that a source has, as <see cref="CheckAsync"/> does without a contract. Memory depends on the columns and not on the rows.</summary>
    /// <param name="source">The source; all that it has is read.</param>
    /// <param name="options">The columns that are masked; everything else is of no meaning here.</param>
    /// <param name="cancellationToken">Cancels between batches.</param>
    /// <returns>The contract: no key, and no column required.</returns>
    /// <exception cref="SourceException">The source cannot be read, or has nothing.</exception>
    /// <exception cref="ContractException">Dates fit more than one format, or files have different columns.</exception>
    public static async ValueTask<DataContract> InferContractAsync(ISource source, ValidationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        IReadOnlyList<SourcePartition> partitions = await PartitionsAsync(source, cancellationToken).ConfigureAwait(false);
        return await InferAsync(source, partitions, Checked(options), cancellationToken).ConfigureAwait(false);
    }

    private static (BatchValidation Validation, IReadOnlyList<ValidationRule> Rules) Prepare(
        IReadOnlyList<RecordBatch> rows, Action<ValidationBuilder, Schema> rules, ValidationOptions? options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(rules);
        if (rows.Count == 0)
        {
            throw new ArgumentException("There is no batch; a batch without rows is enough to say which columns there are.", nameof(rows));
        }

        ValidationBuilder builder = new();
        rules(builder, rows[0].Schema);
        return (new BatchValidation(rows, Checked(options)), builder.Build());
    }

    private static async ValueTask<IReadOnlyList<SourcePartition>> PartitionsAsync(ISource source, CancellationToken cancellationToken)
    {
        SourcePlan plan = await source.PlanAsync(null, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SourcePartition> partitions = [.. plan.Deliveries.SelectMany(delivery => delivery.Partitions)];
        return partitions.Count > 0
            ? partitions
            : throw new SourceException($"{source.Name} has nothing to validate. {string.Join(" ", plan.Notices.Select(notice => notice.Message))}") { Origin = source.Name };
    }

    private static ValidationOptions Checked(ValidationOptions? options)
    {
        ValidationOptions used = options ?? new();
        ArgumentOutOfRangeException.ThrowIfNegative(used.SampleLimit, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(used.Parallelism, 1, nameof(options));
        return used;
    }

    private static async ValueTask<DataContract> InferAsync(
        ISource source, IReadOnlyList<SourcePartition> partitions, ValidationOptions options, CancellationToken cancellationToken)
    {
        ContractInference inference = new(concealed: options.Masked);
        foreach (SourcePartition partition in partitions)
        {
            SourceReader reader = await source.OpenAsync(partition, new SourceReadRequest(), cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await foreach (SourceBatch batch in reader.ReadBatchesAsync(cancellationToken).ConfigureAwait(false))
                {
                    inference.Observe(batch);
                }
            }
        }

        return ContractRules.Check(inference.Complete().Contract);
    }
}
