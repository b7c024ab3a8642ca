using System.Diagnostics.CodeAnalysis;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;
using DataIngestion.Contracts;
using DataIngestion.Contracts.Inference;

namespace DataIngestion.Validation;

/// <summary>Allowed pairs of values in the types of two columns. Thread-safe.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Lives as long as its validator, which nobody disposes; its few keys are freed by their finalizers.")]
internal sealed class AllowedPairs
{
    private readonly KeySet _both;
    private readonly KeySet _firstAlone;
    private readonly KeySet _secondAlone;

    private AllowedPairs(RecordBatch pairs)
    {
        (string first, string second) = (pairs.Schema.FieldsList[0].Name, pairs.Schema.FieldsList[1].Name);
        _both = new KeySet(pairs.Schema, [first, second]);
        _both.Add(pairs);
        _firstAlone = Alone(pairs, first, second);
        _secondAlone = Alone(pairs, second, first);
        AllowsNothing = Enumerable.Range(0, pairs.Length).Any(row => pairs.Column(0).IsNull(row) && pairs.Column(1).IsNull(row));
    }

    /// <summary>Whether both values may be missing.</summary>
    public bool AllowsNothing { get; }

    /// <exception cref="ArgumentException">A value does not fit the type of its column, or a column has a type whose values are not written as text.</exception>
    public static AllowedPairs Bind(IReadOnlyList<(string? First, string? Second)> pairs, Field first, Field second, string rule)
    {
        DataContract contract = new([Column(first, rule), Column(second, rule)]);
        using RecordBatch text = new(
            new Schema([new Field(first.Name, StringType.Default, true), new Field(second.Name, StringType.Default, true)], null),
            [Text(pairs.Select(pair => pair.First)), Text(pairs.Select(pair => pair.Second))],
            pairs.Count);
        using ContractedBatch typed = ContractBinding.Bind(contract, text.Schema).Apply(new SourceBatch(text, rule, 1));
        if (typed.Faults.Count > 0)
        {
            CellFault fault = typed.Faults[0];
            throw new ArgumentException($"The rule '{rule}' allows in its pair {fault.Row + 1} a value of the column '{contract.Columns[fault.Column].Name}' that does not fit {contract.Columns[fault.Column].Type}.");
        }

        return new AllowedPairs(typed.Batch);
    }

    /// <summary>Adds the rows with both values that are no allowed pair.</summary>
    public void FindAbsent(RecordBatch batch, List<int> absent) => _both.FindAbsent(batch, _both.Columns, absent);

    /// <summary>Adds the rows whose first value is not allowed beside a missing second one.</summary>
    public void FindFirstAbsent(RecordBatch batch, List<int> absent) => _firstAlone.FindAbsent(batch, _firstAlone.Columns, absent);

    /// <summary>Adds the rows whose second value is not allowed beside a missing first one.</summary>
    public void FindSecondAbsent(RecordBatch batch, List<int> absent) => _secondAlone.FindAbsent(batch, _secondAlone.Columns, absent);

    private static KeySet Alone(RecordBatch pairs, string column, string other)
    {
        KeySet set = new(pairs.Schema, [column]);
        IArrowArray others = pairs.Column(other);
        using RecordBatch alone = Take.Rows(pairs, [.. Enumerable.Range(0, pairs.Length).Where(row => others.IsNull(row))]);
        set.Add(alone);
        return set;
    }

    private static ColumnContract Column(Field field, string rule) =>
        new(field.Name, ArrowTypes.ToColumnType(EncodedCells.Logical(field.DataType)) ?? throw SchemaColumns.NotApplicable(field, rule, "the types of a contract"));

    private static StringArray Text(IEnumerable<string?> values)
    {
        StringArray.Builder builder = new();
        foreach (string? value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }
}
