using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>All rules over one delivery. Rules see every row, also those that the contract has rejected, so that a row carries all its reasons.</summary>
internal sealed class ValidationRun : IDisposable
{
    private readonly IReadOnlyList<ValidationRule> _rules;
    private readonly RowSelectionRun[] _selections;

    /// <exception cref="ArgumentException">A rule cannot be used with these columns.</exception>
    public ValidationRun(IReadOnlyList<ValidationRule> rules, Schema schema, ValidationRunOptions options)
        : this(rules, [.. rules.GroupBy(rule => rule.Condition?.Text).Select(group => new RowSelectionRun([.. group], schema, options))])
    {
    }

    private ValidationRun(IReadOnlyList<ValidationRule> rules, RowSelectionRun[] selections) => (_rules, _selections) = (rules, selections);

    /// <summary>
    /// The rules that name their failing rows only when the same rows are read again from the first on, with what this run has learned for them; known
    /// once it is complete. A second run of these rules over the same rows gives results that replace those of this one, by their names.
    /// </summary>
    public IReadOnlyList<ValidationRule> SecondPassRules => [.. _selections.SelectMany(selection => selection.SecondPassRules)];

    /// <summary>The figures that the rules computed, by name; known once the run is complete. None of masked columns.</summary>
    public IReadOnlyDictionary<string, double> Figures
    {
        get
        {
            Dictionary<string, double> figures = new(StringComparer.Ordinal);
            foreach ((string name, double figure) in _selections.SelectMany(selection => selection.Figures()))
            {
                figures.TryAdd(name, figure);
            }

            return figures;
        }
    }

    /// <summary>A run of the same rules over a part of the delivery. May be called on any thread, also while another one merges.</summary>
    public ValidationRun Fork() => new(_rules, [.. _selections.Select(selection => selection.Fork())]);

    /// <summary>Takes over what a fork saw after everything that this run has seen. The fork is not used afterwards.</summary>
    public void Merge(ValidationRun fork)
    {
        for (int at = 0; at < _selections.Length; at++)
        {
            _selections[at].Merge(fork._selections[at]);
        }
    }

    /// <summary>Looks at one batch, whose first row has the one-based number <paramref name="firstRow"/> in its origin.</summary>
    public void Observe(RecordBatch batch, string origin, long firstRow, RowVerdicts verdicts)
    {
        using DecodedBatch decoded = new(batch);
        foreach (RowSelectionRun selection in _selections)
        {
            selection.Observe(decoded, origin, firstRow, verdicts);
        }
    }

    /// <returns>The results in the order of the rules.</returns>
    public async ValueTask<IReadOnlyList<ValidationResult>> CompleteAsync(CancellationToken cancellationToken = default)
    {
        Dictionary<string, ValidationResult> results = [];
        foreach (RowSelectionRun selection in _selections)
        {
            foreach (ValidationResult result in await selection.CompleteAsync(cancellationToken).ConfigureAwait(false))
            {
                results.Add(result.Check, result);
            }
        }

        return [.. _rules.Select(rule => results[rule.Name])];
    }

    public void Dispose()
    {
        foreach (RowSelectionRun selection in _selections)
        {
            selection.Dispose();
        }
    }

    /// <summary>Whether a failed rule keeps the delivery from being published.</summary>
    public static bool Holds(IEnumerable<ValidationResult> results) =>
        results.Any(result => result is { Passed: false, Severity: Severity.Error, OnFailure: FailureAction.Hold });
}
