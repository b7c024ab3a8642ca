using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Contracts.Casts;

namespace DataIngestion.Validation;

/// <summary>All rules of one run: they observe each batch, their failing rows are rejected or counted, and a few are kept as samples.</summary>
internal sealed class ValidationRun
{
    private readonly RuleState[] _states;
    private readonly IReadOnlySet<string> _masked;
    private readonly int _sampleLimit;
    private readonly RowFailures _failures = new();

    public ValidationRun(IReadOnlyList<ValidationRule> rules, Schema schema, IReadOnlySet<string> masked, int sampleLimit = 5)
    {
        _states = [.. rules.Select(rule => new RuleState(rule, rule.Validator.Begin(schema)))];
        (_masked, _sampleLimit) = (masked, sampleLimit);
    }

    public void Observe(RecordBatch batch, string origin, long firstRow, RowVerdicts verdicts)
    {
        foreach (RuleState state in _states)
        {
            _failures.Clear();
            state.Observe(batch, _failures);
            foreach (int row in _failures.Rows)
            {
                Judge(state, batch, row, origin, firstRow, verdicts);
            }
        }
    }

    public async ValueTask<IReadOnlyList<ValidationResult>> CompleteAsync(CancellationToken cancellationToken)
    {
        List<ValidationResult> results = [];
        foreach (RuleState state in _states)
        {
            results.Add(state.ToResult(await state.CompleteAsync(cancellationToken).ConfigureAwait(false)));
        }

        return results;
    }

    private void Judge(RuleState state, RecordBatch batch, int row, string origin, long firstRow, RowVerdicts verdicts)
    {
        if (state.Rule is { Severity: Severity.Error, OnFailure: FailureAction.Quarantine })
        {
            verdicts.Reject(row, state.Rule.Validator.Name);
        }

        foreach (string column in state.Rule.Validator.Columns)
        {
            if (state.Samples.Count >= _sampleLimit)
            {
                return;
            }

            string? value = _masked.Contains(column) ? "(masked)" : CellText.Shorten(CellText.Of(batch.Column(batch.Schema.GetFieldIndex(column)), row));
            state.Samples.Add(new FailureSample(origin, firstRow + row, column, value));
        }
    }

    private sealed class RuleState(ValidationRule rule, IValidation validation)
    {
        private string? _broken;

        public ValidationRule Rule => rule;

        public List<FailureSample> Samples { get; } = [];

        public void Observe(RecordBatch batch, RowFailures failures)
        {
            if (_broken is not null)
            {
                return;
            }

            try
            {
                validation.Observe(batch, failures);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A check of a third party that breaks has not been passed; what its exception says may hold values, so only its type is told.
                _broken = $"the check broke: {exception.GetType().Name}";
            }
        }

        public async ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken)
        {
            try
            {
                return _broken is null
                    ? await validation.CompleteAsync(cancellationToken).ConfigureAwait(false)
                    : new ValidationOutcome(false, 0, 0, _broken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                return new ValidationOutcome(false, 0, 0, $"the check broke: {exception.GetType().Name}");
            }
        }

        // A check that could not be made cannot quarantine the rows it did not judge: it holds the delivery.
        public ValidationResult ToResult(ValidationOutcome outcome) => new(
            rule.Validator.Name,
            rule.Validator.Columns,
            rule.Severity,
            !outcome.Passed && outcome.RowsFailed == 0 ? FailureAction.Hold : rule.OnFailure,
            outcome.Passed,
            outcome.RowsChecked,
            outcome.RowsFailed,
            outcome.Message,
            Samples);
    }
}
