using System.Globalization;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>One rule in one run: guards the pipeline against its validator and collects samples.</summary>
internal sealed class RuleRun
{
    private readonly ValidationRule _rule;
    private readonly IReadOnlySet<string> _masked;
    private readonly int _sampleLimit;
    private readonly Schema _schema;
    private readonly IValidation _state;
    private readonly RowFailures _failures = new();
    private readonly HashSet<int> _distinct = [];
    private readonly List<FailureSample> _samples = [];
    private string? _fault;

    // Read by forks on other threads.
    private volatile string? _tooCostly;
    private long _rows;
    private long _named;

    public RuleRun(ValidationRule rule, Schema schema, IReadOnlySet<string> masked, int sampleLimit)
    {
        _rule = rule;
        _masked = masked;
        _sampleLimit = sampleLimit;
        _schema = schema;
        if (rule.Validator.Scope == CheckScope.Row)
        {
            foreach (string column in rule.Validator.Columns)
            {
                SchemaColumns.Require(schema, column, rule.Validator.Name);
            }
        }

        _state = rule.Validator.Begin(schema);
    }

    private bool Quarantines => _rule is { Severity: Severity.Error, OnFailure: FailureAction.Quarantine };

    public bool ReadsDictionaries => _rule.Validator.ReadsDictionaries;

    /// <summary>A run of the same rule over a part of the delivery.</summary>
    public RuleRun Fork() => new(_rule, _schema, _masked, _sampleLimit) { _fault = _tooCostly };

    public void Observe(RecordBatch batch, string origin, long firstRow, RowVerdicts verdicts)
    {
        _rows += batch.Length;
        if (_fault is not null)
        {
            return;
        }

        _failures.Clear();
        try
        {
            _state.Observe(batch, _failures);
            RequireDistinctRows(batch.Length);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Fail(fault);
            return;
        }

        Report(batch, origin, firstRow, verdicts);
    }

    /// <summary>Takes over what another run of the rule saw later.</summary>
    public void Merge(RuleRun later)
    {
        _rows += later._rows;
        _named += later._named;
        _samples.AddRange(later._samples.Take(_sampleLimit - _samples.Count));
        _fault ??= later._fault;
        _tooCostly ??= later._tooCostly;
        if (_fault is not null)
        {
            return;
        }

        try
        {
            _state.Merge(later._state);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Fail(fault);
        }
    }

    public async ValueTask<ValidationResult> CompleteAsync(CancellationToken cancellationToken)
    {
        if (_fault is null)
        {
            try
            {
                return Result(await _state.CompleteAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Fail(fault);
            }
        }

        // The rows that the rule did not judge cannot be quarantined, so the delivery is held.
        return Result(new ValidationOutcome(false, _rows, _named, _fault!)) with { OnFailure = FailureAction.Hold };
    }

    private void Report(RecordBatch batch, string origin, long firstRow, RowVerdicts verdicts)
    {
        _named += _failures.Rows.Count;
        for (int at = 0; at < _failures.Rows.Count; at++)
        {
            int row = _failures.Rows[at];
            if (Quarantines)
            {
                verdicts.Reject(row, _rule.Validator.Name);
            }

            if (_samples.Count < _sampleLimit)
            {
                Sample(batch, origin, firstRow, row);
            }
        }
    }

    private void Sample(RecordBatch batch, string origin, long firstRow, int row)
    {
        foreach (string column in _rule.Validator.Columns)
        {
            if (_samples.Count < _sampleLimit && batch.Schema.GetFieldIndex(column) >= 0)
            {
                string? text = _masked.Contains(column) ? "(masked)" : ColumnText.Shorten(ColumnText.Of(batch.Column(column), row));
                _samples.Add(new FailureSample(origin, firstRow + row, column, text));
            }
        }
    }

    private ValidationResult Result(ValidationOutcome outcome)
    {
        IValidator check = _rule.Validator;
        ValidationResult result = new(
            check.Name, check.Columns, _rule.Severity, _rule.OnFailure, outcome.Passed, outcome.RowsChecked, outcome.RowsFailed, outcome.Message, [.. _samples]);

        // A rule may find at its end that rows failed which it never named; they are among the published ones.
        return Quarantines && !outcome.Passed && (outcome.RowsFailed != _named || _named == 0)
            ? result with
            {
                OnFailure = FailureAction.Hold,
                Message = string.Create(CultureInfo.InvariantCulture, $"{outcome.Message} The rule named {_named} failing rows, so the others cannot be quarantined."),
            }
            : result;
    }

    private void RequireDistinctRows(int rows)
    {
        IReadOnlyList<int> named = _failures.Rows;
        int before = -1;
        int at = 0;
        while (at < named.Count && named[at] > before && named[at] < rows)
        {
            before = named[at++];
        }

        // Rows that ascend are distinct.
        if (at == named.Count)
        {
            return;
        }

        _distinct.Clear();
        for (at = 0; at < named.Count; at++)
        {
            if ((uint)named[at] >= (uint)rows || !_distinct.Add(named[at]))
            {
                throw new RuleException(string.Create(
                    CultureInfo.InvariantCulture, $"It reported row {named[at]} of a batch of {rows} rows; each row is reported at most once."));
            }
        }
    }

    private void Fail(Exception fault)
    {
        _fault = Describe(fault);
        _tooCostly = fault is RuleException { IsTooCostly: true } ? _fault : null;
    }

    // A message of foreign code may quote a value, so it is left out where any column is masked that the rule can read.
    private string Describe(Exception fault)
    {
        string type = fault.GetType().FullName ?? fault.GetType().Name;
        string message = _masked.Count == 0 || fault is RuleException ? fault.Message : "(the message is left out because the pipeline masks columns)";
        return $"The check '{_rule.Validator.Name}' failed with {type}: {message}";
    }
}
