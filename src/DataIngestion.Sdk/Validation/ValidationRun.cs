using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>All rules over one delivery. Rules see every row, also those that the contract has rejected, so that a row carries all its reasons.</summary>
internal sealed class ValidationRun
{
    private readonly RuleRun[] _rules;

    public ValidationRun(IReadOnlyList<ValidationRule> rules, Schema schema, IReadOnlySet<string> masked, int sampleLimit = 5)
        : this([.. rules.Select(rule => new RuleRun(rule, schema, masked, sampleLimit))])
    {
    }

    private ValidationRun(RuleRun[] rules) => _rules = rules;

    /// <summary>A run of the same rules over a part of the delivery. May be called on any thread, also while another one merges.</summary>
    public ValidationRun Fork() => new([.. _rules.Select(rule => rule.Fork())]);

    /// <summary>Takes over what a fork saw after everything that this run has seen. The fork is not used afterwards.</summary>
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
        using DecodedBatch decoded = new(batch);
        foreach (RuleRun rule in _rules)
        {
            rule.Observe(rule.ReadsDictionaries ? batch : decoded.Value, origin, firstRow, verdicts);
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
