using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Contracts;
using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>Checks what a source has, chunk by chunk on all lanes, in one pass or two.</summary>
internal sealed class ValidationPass(
    ISource source, IReadOnlyList<SourcePartition> partitions, DataContract contract, Schema schema, ValidationOptions options)
{
    private readonly HashSet<string> _masked = [.. options.Masked];

    public async ValueTask<ValidationReport> RunAsync(IReadOnlyList<ValidationRule> rules, CancellationToken cancellationToken)
    {
        FindingCollector findings = new(_masked, release: false);
        (IReadOnlyList<ValidationResult> results, ValidationRun[] runs, long rows) = await PassAsync(rules, findings, cancellationToken).ConfigureAwait(false);
        ValidationRule[] open = [.. runs.SelectMany(run => run.SecondPassRules)];
        if (open.Length > 0)
        {
            (IReadOnlyList<ValidationResult> second, _, _) = await PassAsync(open, new FindingCollector(_masked, release: false), cancellationToken).ConfigureAwait(false);
            Dictionary<string, ValidationResult> later = second.ToDictionary(result => result.Check);
            results = [.. results.Select(result => later.GetValueOrDefault(result.Check, result))];
        }

        return new ValidationReport(options.Name ?? source.Name, options.Time.GetUtcNow(), rows, [.. findings.Results(rows), .. results])
        {
            Figures = runs.SelectMany(run => run.Figures).DistinctBy(figure => figure.Key).ToDictionary(StringComparer.Ordinal),
        };
    }

    private async ValueTask<(IReadOnlyList<ValidationResult> Results, ValidationRun[] Runs, long Rows)> PassAsync(
        IReadOnlyList<ValidationRule> rules, FindingCollector findings, CancellationToken cancellationToken)
    {
        using ValidationRun free = new([.. rules.Where(rule => !rule.Validator.IsOrdered)], schema, options.ForRun());
        using ValidationRun ordered = new([.. rules.Where(rule => rule.Validator.IsOrdered)], schema, options.ForRun());
        long rows = 0;
        foreach (SourcePartition partition in partitions)
        {
            rows += await ReadAsync(partition, free, ordered, findings, cancellationToken).ConfigureAwait(false);
        }

        Dictionary<string, ValidationResult> all = (await free.CompleteAsync(cancellationToken).ConfigureAwait(false))
            .Concat(await ordered.CompleteAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(result => result.Check);
        return ([.. rules.Select(rule => all[rule.Name])], [free, ordered], rows);
    }

    private async ValueTask<long> ReadAsync(
        SourcePartition partition, ValidationRun free, ValidationRun ordered, FindingCollector findings, CancellationToken cancellationToken)
    {
        SourceReader reader = await source.OpenAsync(partition, new SourceReadRequest(), cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            ContractBinding binding = ContractBinding.Bind(contract, reader.Schema, dictionaries: true);
            long rows = 0;
            Turnstile turns = new();
            using Sequencer<ChunkCheck> checks = new((check, _) =>
            {
                free.Merge(check.Run);
                findings.Merge(check.Findings);
                rows += check.Rows;
                return ValueTask.CompletedTask;
            });
            using Lanes<SourceChunk> lanes = new(options.Parallelism, cancellationToken);
            await lanes.RunAsync(reader.ReadAsync, async (_, number, chunk, stop) =>
            {
                ChunkCheck check = new(contract, binding.Fork(), free.Fork(), new FindingCollector(_masked, release: false));
                try
                {
                    check.Observe(chunk, stop);
                    await turns.EnterAsync(number, stop).ConfigureAwait(false);
                    check.ObserveInOrder(ordered);
                    turns.Leave();
                }
                catch
                {
                    check.Dispose();
                    throw;
                }

                await checks.AddAsync(number, check, stop).ConfigureAwait(false);
            }).ConfigureAwait(false);
            await reader.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return rows;
        }
    }
}

/// <summary>One chunk under the rules.</summary>
internal sealed class ChunkCheck(DataContract contract, ContractBinding binding, ValidationRun run, FindingCollector findings) : IDisposable
{
    private readonly List<(ContractedBatch Typed, string Origin, long FirstRow)> _batches = [];

    public ValidationRun Run => run;

    public FindingCollector Findings => findings;

    public long Rows { get; private set; }

    public void Observe(SourceChunk chunk, CancellationToken cancellationToken)
    {
        foreach (SourceBatch batch in chunk.Decode())
        {
            cancellationToken.ThrowIfCancellationRequested();
            ContractedBatch typed = binding.Apply(batch);
            _batches.Add((typed, batch.Origin, batch.FirstRow));
            Rows += batch.Batch.Length;
            Report(batch, typed);
            run.Observe(typed.Batch, batch.Origin, batch.FirstRow, Verdicts(typed.Batch.Length));
        }
    }

    /// <summary>Rules that need the rows before: one chunk at a time, in their order.</summary>
    public void ObserveInOrder(ValidationRun ordered)
    {
        foreach ((ContractedBatch typed, string origin, long firstRow) in _batches)
        {
            ordered.Observe(typed.Batch, origin, firstRow, Verdicts(typed.Batch.Length));
        }

        Release();
    }

    public void Dispose()
    {
        run.Dispose();
        Release();
    }

    private void Release()
    {
        _batches.ForEach(batch => batch.Typed.Dispose());
        _batches.Clear();
    }

    private void Report(SourceBatch batch, ContractedBatch typed)
    {
        foreach (RowFault fault in batch.Faults)
        {
            findings.Add("contract.row_shape", null, MismatchPolicy.Fail, "rows of the wrong shape", batch.Origin, batch.FirstRow + fault.Row, fault.Reason);
        }

        foreach (CellFault fault in typed.Faults)
        {
            ColumnContract column = contract.Columns[fault.Column];
            bool missing = fault.Kind == CellFaultKind.MissingRequired;
            string? value = missing ? null : ColumnText.Shorten(binding.TextOf(batch, fault.Column, fault.Row));
            findings.Add(
                missing ? $"contract.required({column.Name})" : $"contract.type({column.Name})",
                column.Name,
                MismatchPolicy.Fail,
                missing ? "required and missing" : $"does not fit {column.Type}",
                batch.Origin,
                batch.FirstRow + fault.Row,
                value);
        }
    }

    private static RowVerdicts Verdicts(int rows)
    {
        RowVerdicts verdicts = new();
        verdicts.Begin(rows);
        return verdicts;
    }
}
