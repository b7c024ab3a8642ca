using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class PairOneOfValidator(
    string first, string second, IReadOnlyList<(string? First, string? Second)> pairs, MissingRows missing) : IValidator
{
    private readonly string _list = OneOfValidator.List([.. pairs.Select(pair => $"({pair.First ?? "missing"}, {pair.Second ?? "missing"})")]);
    private readonly Lock _lock = new();

    // Every part of a delivery begins the check with the same types.
    private (string Types, AllowedPairs Pairs)? _bound;

    public string Name => $"pair_one_of({first}, {second}, {_list}{MissingPolicy.Suffix(missing)})";

    public IReadOnlyList<string> Columns => [first, second];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        Field one = SchemaColumns.Require(context.Schema, first, Name);
        Field other = SchemaColumns.Require(context.Schema, second, Name);
        return new RowsOfColumnsValidation(Columns, $"{first} and {second} to be one of {_list}", missing, new PairOneOfKernel(first, second, Bind(one, other)));
    }

    private AllowedPairs Bind(Field one, Field other)
    {
        string types = $"{SchemaColumns.TypeName(one.DataType)}, {SchemaColumns.TypeName(other.DataType)}";
        lock (_lock)
        {
            if (_bound is not { } bound || bound.Types != types)
            {
                _bound = bound = (types, AllowedPairs.Bind(pairs, one, other, Name));
            }

            return bound.Pairs;
        }
    }
}

internal sealed class PairOneOfKernel(string first, string second, AllowedPairs allowed) : IRowsOfColumnsKernel
{
    private readonly List<int> _absent = [];

    public void Check(ReadOnlySpan<IArrowArray> arrays, int rows, Span<bool> fails)
    {
        fails.Clear();
        RecordBatch batch = new(
            new Schema([new Field(first, arrays[0].Data.DataType, true), new Field(second, arrays[1].Data.DataType, true)], null), [arrays[0], arrays[1]], rows);
        _absent.Clear();
        allowed.FindAbsent(batch, _absent);
        foreach (int row in _absent)
        {
            fails[row] = true;
        }

        if (arrays[0].NullCount > 0 || arrays[1].NullCount > 0)
        {
            CheckIncomplete(batch, fails);
        }
    }

    public bool Fails(bool byOthers, int missing) => byOthers || (missing == 2 && !allowed.AllowsNothing);

    private void CheckIncomplete(RecordBatch batch, Span<bool> fails)
    {
        Validity one = new(batch.Column(0));
        Validity other = new(batch.Column(1));
        _absent.Clear();
        allowed.FindFirstAbsent(batch, _absent);
        foreach (int row in _absent)
        {
            fails[row] |= !other[row];
        }

        _absent.Clear();
        allowed.FindSecondAbsent(batch, _absent);
        foreach (int row in _absent)
        {
            fails[row] |= !one[row];
        }
    }
}
