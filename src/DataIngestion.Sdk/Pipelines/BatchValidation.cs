using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;
using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>Checks batches in memory, in one pass or two.</summary>
internal sealed class BatchValidation(IReadOnlyList<RecordBatch> batches, ValidationOptions options)
{
    private string Name => options.Name ?? "batches";

    public async ValueTask<ValidationReport> CheckAsync(IReadOnlyList<ValidationRule> rules, CancellationToken cancellationToken)
    {
        Pass first = await PassAsync(rules, keepVerdicts: false, cancellationToken).ConfigureAwait(false);
        if (first.Open.Count == 0)
        {
            return Report(first.Results, first);
        }

        Pass second = await PassAsync(first.Open, keepVerdicts: false, cancellationToken).ConfigureAwait(false);
        Dictionary<string, ValidationResult> later = second.Results.ToDictionary(result => result.Check);
        return Report([.. first.Results.Select(result => later.GetValueOrDefault(result.Check, result))], first);
    }

    public async ValueTask<FilteredRows> FilterAsync(IReadOnlyList<ValidationRule> rules, CancellationToken cancellationToken)
    {
        ValidationRule[] rejecting = [.. rules.Select(rule => rule is { Severity: Severity.Error, Validator.Scope: CheckScope.Row } ? rule with { OnFailure = FailureAction.Quarantine } : rule)];
        Pass first = await PassAsync(rejecting, keepVerdicts: true, cancellationToken).ConfigureAwait(false);
        Dictionary<string, ValidationRule> open = first.Open.ToDictionary(rule => rule.Name);

        // All rules once more, so that every row carries all its reasons.
        Pass last = open.Count == 0
            ? first
            : await PassAsync([.. rejecting.Select(rule => open.GetValueOrDefault(rule.Name, rule))], keepVerdicts: true, cancellationToken).ConfigureAwait(false);
        long row = 1;
        List<RecordBatch> kept = [];
        List<RecordBatch> rejected = [];
        foreach ((RecordBatch batch, RowVerdicts verdicts) in batches.Zip(last.Verdicts))
        {
            kept.Add(Take.Rows(batch, verdicts.KeptRows()));
            if (verdicts.Rejected > 0)
            {
                rejected.Add(Rejected(batch, verdicts, row));
            }

            row += batch.Length;
        }

        return new FilteredRows(kept, rejected, Report(last.Results, first));
    }

    private ValidationReport Report(IReadOnlyList<ValidationResult> results, Pass first) =>
        new(Name, options.Time.GetUtcNow(), batches.Sum(batch => (long)batch.Length), results) { Figures = first.Figures };

    private async ValueTask<Pass> PassAsync(IReadOnlyList<ValidationRule> rules, bool keepVerdicts, CancellationToken cancellationToken)
    {
        using ValidationRun run = new(rules, batches[0].Schema, options.ForRun());
        List<RowVerdicts> kept = [];
        long row = 1;
        foreach (RecordBatch batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RowVerdicts verdicts = new();
            verdicts.Begin(batch.Length);
            run.Observe(batch, Name, row, verdicts);
            row += batch.Length;
            if (keepVerdicts)
            {
                kept.Add(verdicts);
            }
        }

        return new Pass(await run.CompleteAsync(cancellationToken).ConfigureAwait(false), run.SecondPassRules, run.Figures, kept);
    }

    private static RecordBatch Rejected(RecordBatch batch, RowVerdicts verdicts, long firstRow)
    {
        int[] rows = verdicts.RejectedRows();
        RecordBatch taken = Take.Rows(batch, rows);
        StringArray.Builder reasons = new();
        foreach (int row in rows)
        {
            reasons.Append(string.Join("; ", verdicts.ReasonsOf(row)));
        }

        Schema schema = new(
            [
                .. batch.Schema.FieldsList,
                new Field(QuarantineRows.SourceRow, Int64Type.Default, nullable: false),
                new Field(QuarantineRows.FailedChecks, StringType.Default, nullable: false),
            ],
            batch.Schema.Metadata);
        Int64Array numbers = new Int64Array.Builder().AppendRange(rows.Select(row => firstRow + row)).Build();
        return new RecordBatch(schema, [.. taken.Arrays, numbers, reasons.Build()], rows.Length);
    }

    private sealed record Pass(
        IReadOnlyList<ValidationResult> Results, IReadOnlyList<ValidationRule> Open, IReadOnlyDictionary<string, double> Figures, IReadOnlyList<RowVerdicts> Verdicts);
}
