using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>The rules about the same rows: all of them, or those that one condition selects.</summary>
internal sealed class RowSelectionRun
{
    private readonly Schema _schema;
    private readonly IRowCondition? _condition;
    private readonly IRowSelection? _selection;
    private readonly ValidationContext _context;
    private readonly CheckRun[] _checks;
    private readonly List<int> _chosen = [];

    public RowSelectionRun(IReadOnlyList<ValidationRule> rules, Schema schema, IReadOnlySet<string> masked, int sampleLimit)
        : this(rules[0].Condition, schema)
    {
        _checks = [.. rules.GroupBy(rule => rule.Check).Select(group => new CheckRun([.. group], _context, masked, sampleLimit))];
    }

    private RowSelectionRun(RowSelectionRun origin)
        : this(origin._condition, origin._schema)
    {
        _checks = [.. origin._checks.Select(check => check.Fork(_context))];
    }

    private RowSelectionRun(IRowCondition? condition, Schema schema)
    {
        (_condition, _schema, _context, _checks) = (condition, schema, new ValidationContext(schema), []);
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

    private void Observe(DecodedBatch batch, string origin, long firstRow, int[]? chosen, RowVerdicts verdicts)
    {
        _context.Metrics.Observe(batch.Encoded, () => batch.Value);
        foreach (CheckRun check in _checks)
        {
            check.Observe(check.ReadsDictionaries ? batch.Encoded : batch.Value, origin, firstRow, chosen, verdicts);
        }
    }
}
