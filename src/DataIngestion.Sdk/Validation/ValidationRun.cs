using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>All rules over one delivery. Rules see every row, also those that the contract has rejected, so that a row carries all its reasons.</summary>
internal sealed class ValidationRun(IReadOnlyList<ValidationRule> rules, Schema schema, IReadOnlySet<string> masked, int sampleLimit = 5)
{
    private readonly RuleRun[] _rules = [.. rules.Select(rule => new RuleRun(rule, schema, masked, sampleLimit))];

    /// <summary>A run of the same rules over a part of the delivery.</summary>
    public ValidationRun Fork() => new(rules, schema, masked, sampleLimit);

    /// <summary>Takes over what a fork saw after everything that this run has seen.</summary>
    public void Merge(ValidationRun fork)
    {
        for (int rule = 0; rule < _rules.Length; rule++)
        {
            _rules[rule].Merge(fork._rules[rule]);
        }
    }

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
