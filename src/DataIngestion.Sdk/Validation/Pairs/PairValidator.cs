using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Which order of two values passes.</summary>
internal enum PairRelation
{
    Equal,
    Greater,
    GreaterOrEqual,
}

internal sealed class PairValidator(string first, string second, PairRelation relation, MissingRows missing) : IValidator
{
    public string Name => relation == PairRelation.Equal
        ? $"pair_equal({first}, {second}{MissingPolicy.Suffix(missing)})"
        : $"pair_greater({first}, {second}{(relation == PairRelation.GreaterOrEqual ? ", or equal" : "")}{MissingPolicy.Suffix(missing)})";

    public IReadOnlyList<string> Columns => [first, second];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        Field one = SchemaColumns.Require(context.Schema, first, Name);
        Field other = SchemaColumns.Require(context.Schema, second, Name);
        ColumnComparer compare = ColumnComparison.Between(one.DataType, other.DataType) ?? throw NotComparable(one, other);
        string expectation = $"{first} to be {Word()} {second}";
        return new RowsOfColumnsValidation(Columns, expectation, missing, new PairKernel(compare, relation));
    }

    private ArgumentException NotComparable(Field one, Field other) => new(
        $"The rule '{Name}' cannot compare the column '{one.Name}' of type {SchemaColumns.TypeName(one.DataType)} with '{other.Name}' of type {SchemaColumns.TypeName(other.DataType)}.");

    private string Word() => relation switch
    {
        PairRelation.Equal => "equal to",
        PairRelation.Greater => "greater than",
        _ => "greater than or equal to",
    };
}

internal sealed class PairKernel(ColumnComparer compare, PairRelation relation) : IRowsOfColumnsKernel
{
    private sbyte[] _order = [];

    public void Check(ReadOnlySpan<IArrowArray> arrays, int rows, Span<bool> fails)
    {
        _order = _order.Length < rows ? new sbyte[rows] : _order;
        compare(arrays[0], arrays[1], _order);
        (sbyte passes, sbyte alsoPasses) = Passing();
        for (int row = 0; row < rows; row++)
        {
            fails[row] = _order[row] != passes & _order[row] != alsoPasses;
        }
    }

    public bool Fails(bool byOthers, int missing) => missing == 1 || relation == PairRelation.Greater;

    private (sbyte Passes, sbyte AlsoPasses) Passing() => relation switch
    {
        PairRelation.Equal => (Comparison.Equal, Comparison.Equal),
        PairRelation.Greater => (Comparison.Greater, Comparison.Greater),
        _ => (Comparison.Greater, Comparison.Equal),
    };
}
