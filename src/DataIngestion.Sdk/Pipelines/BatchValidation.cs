using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>Checks batches in memory, in one pass or two.</summary>
internal static class BatchValidation
{
    public static async ValueTask<ValidationReport> RunAsync(
        IReadOnlyList<RecordBatch> batches, IReadOnlyList<ValidationRule> rules, ValidationOptions options, CancellationToken cancellationToken)
    {
        string name = options.Name ?? "batches";
        (IReadOnlyList<ValidationResult> results, IReadOnlyList<ValidationRule> open) = await PassAsync(batches, rules, name, options, cancellationToken).ConfigureAwait(false);
        if (open.Count > 0)
        {
            (IReadOnlyList<ValidationResult> second, _) = await PassAsync(batches, open, name, options, cancellationToken).ConfigureAwait(false);
            results = [.. results.Select(result => second.FirstOrDefault(later => later.Check == result.Check) ?? result)];
        }

        return new ValidationReport(name, options.Time.GetUtcNow(), batches.Sum(batch => (long)batch.Length), results);
    }

    private static async ValueTask<(IReadOnlyList<ValidationResult> Results, IReadOnlyList<ValidationRule> Open)> PassAsync(
        IReadOnlyList<RecordBatch> batches, IReadOnlyList<ValidationRule> rules, string name, ValidationOptions options, CancellationToken cancellationToken)
    {
        ValidationRun run = new(rules, batches[0].Schema, options.Masked.ToHashSet(StringComparer.Ordinal), options.SampleLimit);
        long row = 1;
        foreach (RecordBatch batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RowVerdicts verdicts = new();
            verdicts.Begin(batch.Length);
            run.Observe(batch, name, row, verdicts);
            row += batch.Length;
        }

        IReadOnlyList<ValidationResult> results = await run.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return (results, run.SecondPassRules);
    }
}
