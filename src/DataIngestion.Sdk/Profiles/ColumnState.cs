using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Profiles;

/// <summary>What is known about the values of one column so far.</summary>
internal abstract class ColumnState(string name, ColumnType type)
{
    private long _rows;
    private long _missing;

    protected string Name { get; } = name;

    public static ColumnState Create(string name, ColumnType type, bool withheld, int knots = QuantileSketch.DefaultKnots)
    {
        if (withheld)
        {
            return new CountingState(name, type);
        }

        return type.Kind switch
        {
            _ when type.IsNumeric => new NumericState(name, type, knots),
            ColumnKind.String or ColumnKind.Boolean => new CategoricalState(name, type, new CategoryCounts(CategoryCounts.DefaultCapacity)),
            _ => new CountingState(name, type),
        };
    }

    public void Observe(IArrowArray chunk)
    {
        _rows += chunk.Length;
        _missing += chunk.NullCount;
        ObserveValues(chunk);
    }

    /// <summary>Does on this thread what would else be left to the merge.</summary>
    public void Seal() => SealValues();

    /// <summary>Takes over what the other has, which must not be used any more.</summary>
    public void Merge(ColumnState other)
    {
        _rows += other._rows;
        _missing += other._missing;
        MergeValues(other);
    }

    public ColumnProfile Complete() => CompleteValues(new ColumnProfile(Name, type.ToString(), _rows, _missing));

    protected void AddMissing(long rows) => _missing += rows;

    protected virtual void ObserveValues(IArrowArray chunk)
    {
    }

    protected virtual void SealValues()
    {
    }

    protected virtual void MergeValues(ColumnState other)
    {
    }

    protected virtual ColumnProfile CompleteValues(ColumnProfile profile) => profile;

    // Withheld columns, dates, times and bytes: nothing but how many there are.
    private sealed class CountingState(string name, ColumnType type) : ColumnState(name, type);
}
