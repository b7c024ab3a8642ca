using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>The rules about the same rows: all of them, or those that one condition selects.</summary>
internal sealed class RowSelectionRun : IDisposable
{
    private readonly Schema _schema;
    private readonly IRowCondition? _condition;
    private readonly IRowSelection? _selection;
    private readonly ValidationRunOptions _options;
    private readonly string _suffix;
    private readonly ValidationContext _context;
    private readonly CheckRun[] _checks;
    private readonly List<int> _chosen = [];

    /// <exception cref="ArgumentException">A rule cannot be used with these columns, or compares a figure of a masked one with its past.</exception>
    public RowSelectionRun(IReadOnlyList<ValidationRule> rules, Schema schema, ValidationRunOptions options)
        : this(rules[0].Condition, schema, options)
    {
        if (rules.FirstOrDefault(rule => rule.Validator.PastRuns > 0 && rule.Validator.Columns.Any(options.Masked.Contains)) is { } rule)
        {
            throw new ArgumentException($"'{rule.Name}' compares a masked column with its past, and of masked columns no figures are kept. Drop the rule or the mask.");
        }

        _checks = [.. rules.GroupBy(rule => rule.Check).Select(group => new CheckRun([.. group], _context, options.Masked, options.SampleLimit))];
    }

    private RowSelectionRun(RowSelectionRun origin)
        : this(origin._condition, origin._schema, origin._options)
    {
        _checks = [.. origin._checks.Select(check => check.Fork(_context))];
    }

    private RowSelectionRun(IRowCondition? condition, Schema schema, ValidationRunOptions options)
    {
        (_condition, _schema, _options, _checks) = (condition, schema, options, []);
        _suffix = condition is null ? "" : $" where {condition.Text}";
        _context = new ValidationContext(schema) { Masked = options.Masked, Past = _suffix.Length == 0 ? options.Past : [.. options.Past.Select(OfSelection)] };
        foreach (string column in condition?.Columns ?? [])
        {
            SchemaColumns.Require(schema, column, $"where {condition!.Text}");
        }

        _selection = condition?.Bind(schema);
    }

    public IEnumerable<ValidationRule> SecondPassRules => _checks.SelectMany(check => check.SecondPassRules);

    public RowSelectionRun Fork() => new(this);

    public void Merge(RowSelectionRun fork)
    {
        _context.Metrics.Merge(fork._context.Metrics);
        for (int at = 0; at < _checks.Length; at++)
        {
            _checks[at].Merge(fork._checks[at]);
        }

        fork.Dispose();
    }

    public void Observe(DecodedBatch batch, string origin, long firstRow, RowVerdicts verdicts)
    {
        if (_selection is null)
        {
            Observe(batch, origin, firstRow, null, verdicts);
            return;
        }

        _chosen.Clear();
        _selection.Choose(batch.Value, _chosen);
        int[] rows = [.. _chosen];
        using RecordBatch taken = Take.Rows(batch.Encoded, rows);
        using DecodedBatch chosen = new(taken);
        Observe(chosen, origin, firstRow, rows, verdicts);
    }

    public async ValueTask<IReadOnlyList<ValidationResult>> CompleteAsync(CancellationToken cancellationToken)
    {
        List<ValidationResult> results = [];
        foreach (CheckRun check in _checks)
        {
            results.AddRange(await check.CompleteAsync(cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>The figures of these rows, named with the condition. Known once the checks are complete.</summary>
    public IEnumerable<KeyValuePair<string, double>> Figures() =>
        _context.Figures(_options.Masked).Select(figure => KeyValuePair.Create(figure.Key + _suffix, figure.Value));

    public void Dispose()
    {
        foreach (CheckRun check in _checks)
        {
            check.Dispose();
        }
    }

    private PastFigures OfSelection(PastFigures run) => run with
    {
        Figures = run.Figures
            .Where(figure => figure.Key.EndsWith(_suffix, StringComparison.Ordinal))
            .ToDictionary(figure => figure.Key[..^_suffix.Length], figure => figure.Value, StringComparer.Ordinal),
    };

    private void Observe(DecodedBatch batch, string origin, long firstRow, int[]? chosen, RowVerdicts verdicts)
    {
        _context.Metrics.Observe(batch.Encoded, () => batch.Value);
        foreach (CheckRun check in _checks)
        {
            check.Observe(check.ReadsDictionaries ? batch.Encoded : batch.Value, origin, firstRow, chosen, verdicts);
        }
    }
}
