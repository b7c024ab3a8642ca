using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Suites;

/// <summary>What is known about all columns, and the first rows, by which most candidates for keys are ruled out.</summary>
internal sealed class TableFacts : IValidation
{
    public const int HeadRows = 4_096;
    public const int MaximumDates = 8;

    private readonly Action<TableFacts> _complete;
    private readonly ColumnFacts[] _columns;
    private readonly List<ulong>[] _head;
    private readonly OrderFacts[] _orders;

    public TableFacts(Schema schema, Action<TableFacts> complete)
    {
        _complete = complete;
        _columns = [.. schema.FieldsList.Select(field => ColumnFacts.Of(field.DataType))];
        _head = [.. _columns.Select(_ => new List<ulong>())];
        int[] dates = [.. Enumerable.Range(0, _columns.Length).Where(at => schema.FieldsList[at].DataType is Date32Type or TimestampType).Take(MaximumDates)];
        _orders = [.. from second in dates from first in dates where first > second && Same(schema, first, second) select new OrderFacts(first, second)];
    }

    public long Rows { get; private set; }

    public IReadOnlyList<ColumnFacts> Columns => _columns;

    public IReadOnlyList<OrderFacts> Orders => _orders;

    /// <summary>Numbers for the values of the first rows of a column, at most <see cref="HeadRows"/> of them; empty for a column that is no part of a key.</summary>
    public IReadOnlyList<ulong> Head(int column) => _head[column];

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        int head = (int)Math.Min(HeadRows - Math.Min(HeadRows, Rows), batch.Length);
        for (int column = 0; column < _columns.Length; column++)
        {
            _columns[column].Observe(batch.Column(column));
            if (head > 0)
            {
                _columns[column].TakeHead(batch.Column(column), head, _head[column]);
            }
        }

        Rows += batch.Length;
        foreach (OrderFacts order in _orders)
        {
            order.Observe(batch);
        }
    }

    public void Merge(IValidation other)
    {
        TableFacts later = (TableFacts)other;
        Rows += later.Rows;
        for (int column = 0; column < _columns.Length; column++)
        {
            _columns[column].Merge(later._columns[column]);
            _head[column].AddRange(later._head[column].Take(HeadRows - _head[column].Count));
        }

        for (int order = 0; order < _orders.Length; order++)
        {
            _orders[order].Merge(later._orders[order]);
        }
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        _complete(this);
        return new(new ValidationOutcome(true, Rows, 0, "Looked at."));
    }

    private static bool Same(Schema schema, int first, int second) => (schema.FieldsList[first].DataType, schema.FieldsList[second].DataType) switch
    {
        (Date32Type, Date32Type) => true,
        (TimestampType left, TimestampType right) => left.Timezone == right.Timezone,
        _ => false,
    };
}

/// <summary>Looks at all columns through the same door as any check.</summary>
internal sealed class TableFactsValidator(IReadOnlyList<string> columns, Action<TableFacts> complete) : IValidator
{
    public string Name => "facts()";

    public IReadOnlyList<string> Columns => columns;

    public CheckScope Scope => CheckScope.Delivery;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context) => new TableFacts(context.Schema, complete);
}
