using System.Globalization;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>One check in one run, for all rules that hold it: guards the pipeline against its validator and collects samples.</summary>
internal sealed class CheckRun : IDisposable
{
    private readonly IReadOnlyList<ValidationRule> _rules;
    private readonly IValidator _validator;
    private readonly IReadOnlySet<string> _masked;
    private readonly int _sampleLimit;
    private readonly IValidation _state;
    private readonly RowFailures _failures = new();
    private readonly MissingRowFailures? _missing;
    private readonly HashSet<int> _distinct = [];
    private readonly List<FailureSample> _samples = [];
    private readonly string[] _quarantining;
    private string? _fault;

    // Read by forks on other threads.
    private volatile string? _tooCostly;
    private long _rows;
    private long _named;
    private int _sampledRows;

    /// <param name="rules">The rules, all of the same check.</param>
    /// <param name="context">The columns and figures.</param>
    /// <param name="masked">The columns whose values are not shown.</param>
    /// <param name="sampleLimit">The most failing rows to keep.</param>
    public CheckRun(IReadOnlyList<ValidationRule> rules, ValidationContext context, IReadOnlySet<string> masked, int sampleLimit)
    {
        _rules = rules;
        _validator = rules[0].Validator;
        _masked = masked;
        _sampleLimit = sampleLimit;
        _quarantining = [.. rules.Where(Quarantines).Select(rule => rule.Name)];
        if (_validator.Scope == CheckScope.Row)
        {
            foreach (string column in _validator.Columns)
            {
                SchemaColumns.Require(context.Schema, column, _validator.Name);
            }
        }

        _missing = rules[0].MissingFails ? new MissingRowFailures(_validator.Columns) : null;
        _state = _validator.Begin(context);
    }

    /// <summary>The rules once more, with what names the rows that the check left open; empty before it is complete, and where it left nothing open.</summary>
    public IReadOnlyList<ValidationRule> SecondPassRules { get; private set; } = [];

    public bool ReadsDictionaries => _validator.ReadsDictionaries;

    /// <summary>A run of the same check over a part of the delivery.</summary>
    public CheckRun Fork(ValidationContext context) => new(_rules, context, _masked, _sampleLimit) { _fault = _tooCostly };

    /// <summary>Looks at one batch. Where it holds chosen rows of a larger one, <paramref name="chosen"/> says which.</summary>
    public void Observe(RecordBatch batch, string origin, long firstRow, int[]? chosen, RowVerdicts verdicts)
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
            _missing?.AddTo(_failures, batch);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Fail(fault);
            return;
        }

        Report(batch, origin, firstRow, chosen, verdicts);
    }

    /// <summary>Takes over what another run of the check saw later.</summary>
    public void Merge(CheckRun later)
    {
        _rows += later._rows;
        _named += later._named;
        TakeSamples(later);
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

    /// <returns>A result for each rule.</returns>
    public async ValueTask<IReadOnlyList<ValidationResult>> CompleteAsync(CancellationToken cancellationToken)
    {
        if (_fault is null)
        {
            try
            {
                ValidationOutcome outcome = await _state.CompleteAsync(cancellationToken).ConfigureAwait(false);
                PrepareSecondPass();
                return [.. _rules.Select(rule => Judge(rule, WithMissing(outcome)))];
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Fail(fault);
            }
        }

        // The rows that the check did not judge cannot be quarantined, so the delivery is held.
        ValidationOutcome failed = new(false, _rows, _named, _fault!);
        return [.. _rules.Select(rule => RuleVerdict.Of(rule, failed, [.. _samples]) with { OnFailure = FailureAction.Hold })];
    }

    public void Dispose() => (_state as IDisposable)?.Dispose();

    private void PrepareSecondPass()
    {
        if ((_validator as ITwoPassValidator)?.ForSecondPass(_state) is not { } second)
        {
            return;
        }

        SecondPassRules = second is not ITwoPassValidator && second.Name == _validator.Name && second.Columns.SequenceEqual(_validator.Columns)
            ? [.. _rules.Select(rule => rule with { Validator = second })]
            : throw new RuleException("Its second pass has another name or other columns than the first, or asks for a third.");
    }

    private static bool Quarantines(ValidationRule rule) => rule is { Severity: Severity.Error, OnFailure: FailureAction.Quarantine };

    private void Report(RecordBatch batch, string origin, long firstRow, int[]? chosen, RowVerdicts verdicts)
    {
        _named += _failures.Rows.Count;
        for (int at = 0; at < _failures.Rows.Count; at++)
        {
            int row = _failures.Rows[at];
            int delivered = chosen is null ? row : chosen[row];
            foreach (string rule in _quarantining)
            {
                verdicts.Reject(delivered, rule);
            }

            if (_sampledRows < _sampleLimit)
            {
                Sample(batch, row, origin, firstRow + delivered);
            }
        }
    }

    private void Sample(RecordBatch batch, int row, string origin, long number)
    {
        _sampledRows++;
        foreach (string column in _validator.Columns)
        {
            if (batch.Schema.GetFieldIndex(column) >= 0)
            {
                string? text = _masked.Contains(column) ? "(masked)" : ColumnText.Shorten(ColumnText.Of(batch.Column(column), row));
                _samples.Add(new FailureSample(origin, number, column, text));
            }
        }
    }

    private void TakeSamples(CheckRun later)
    {
        int rows = Math.Min(_sampleLimit - _sampledRows, later._sampledRows);
        if (rows > 0)
        {
            _samples.AddRange(later._samples.Take(rows * (later._samples.Count / later._sampledRows)));
            _sampledRows += rows;
        }
    }

    private ValidationOutcome WithMissing(ValidationOutcome outcome)
    {
        if (_missing is not null)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"{outcome.Message} Missing values fail: {_missing.Count} more rows.");
            outcome = outcome with { RowsFailed = outcome.RowsFailed + _missing.Count, RowsMissing = 0, Passed = outcome.Passed && _missing.Count == 0, Message = message };
        }

        return outcome.Observed is not null && _validator.Columns.Any(_masked.Contains) ? outcome with { Observed = null } : outcome;
    }

    private ValidationResult Judge(ValidationRule rule, ValidationOutcome outcome)
    {
        ValidationResult result = RuleVerdict.Of(rule, outcome, [.. _samples]);

        // A rule may find at its end that rows failed which it never named; they are among the published ones.
        return Quarantines(rule) && !outcome.Passed && (outcome.RowsFailed != _named || _named == 0)
            ? result with
            {
                Passed = false,
                OnFailure = FailureAction.Hold,
                Message = string.Create(CultureInfo.InvariantCulture, $"{result.Message} The rule named {_named} failing rows, so the others cannot be quarantined."),
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
        if (fault is RuleException)
        {
            return $"The check '{_validator.Name}' failed: {fault.Message}";
        }

        string type = fault.GetType().FullName ?? fault.GetType().Name;
        string message = _masked.Count == 0 ? fault.Message : "(the message is left out because the pipeline masks columns)";
        return $"The check '{_validator.Name}' failed with {type}: {message}";
    }
}
