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
        (IReadOnlyList<ValidationResult> results, ValidationRun run) = await PassAsync(batches, rules, name, options, cancellationToken).ConfigureAwait(false);
        if (run.SecondPassRules is { Count: > 0 } open)
        {
            (IReadOnlyList<ValidationResult> second, _) = await PassAsync(batches, open, name, options, cancellationToken).ConfigureAwait(false);
            results = [.. results.Select(result => second.FirstOrDefault(later => later.Check == result.Check) ?? result)];
        }

        return new ValidationReport(name, options.Time.GetUtcNow(), batches.Sum(batch => (long)batch.Length), results) { Figures = run.Figures };
    }

    private static async ValueTask<(IReadOnlyList<ValidationResult> Results, ValidationRun Run)> PassAsync(
        IReadOnlyList<RecordBatch> batches, IReadOnlyList<ValidationRule> rules, string name, ValidationOptions options, CancellationToken cancellationToken)
    {
        using ValidationRun run = new(rules, batches[0].Schema, options.ForRun());
        long row = 1;
        foreach (RecordBatch batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RowVerdicts verdicts = new();
            verdicts.Begin(batch.Length);
            run.Observe(batch, name, row, verdicts);
            row += batch.Length;
        }

        return (await run.CompleteAsync(cancellationToken).ConfigureAwait(false), run);
    }
}
