using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>All rules over one delivery. Rules see every row, also those that the contract has rejected, so that a row carries all its reasons.</summary>
internal sealed class ValidationRun(IReadOnlyList<ValidationRule> rules, Schema schema, IReadOnlySet<string> masked, int sampleLimit = 5)
{
    private readonly RuleRun[] _rules = [.. rules.Select(rule => new RuleRun(rule, schema, masked, sampleLimit))];

    /// <summary>Looks at one batch, whose first row has the one-based number <paramref name="firstRow"/> in its origin.</summary>
    public void Observe(RecordBatch batch, string origin, long firstRow, RowVerdicts verdicts)
    {
        foreach (RuleRun rule in _rules)
        {
            rule.Observe(batch, origin, firstRow, verdicts);
        }
    }

    public async ValueTask<IReadOnlyList<ValidationResult>> CompleteAsync(CancellationToken cancellationToken = default)
    {
        List<ValidationResult> results = [];
        foreach (RuleRun rule in _rules)
        {
            results.Add(await rule.CompleteAsync(cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>Whether a failed rule keeps the delivery from being published.</summary>
    public static bool Holds(IEnumerable<ValidationResult> results) =>
        results.Any(result => result is { Passed: false, Severity: Severity.Error, OnFailure: FailureAction.Hold });
}
