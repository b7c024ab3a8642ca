namespace DataIngestion;

/// <summary>The distribution of one published column. Immutable, serialisable, of bounded size unless it was made exact for one comparison.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type in the text form of <see cref="ColumnType"/>.</param>
/// <param name="Rows">All rows.</param>
/// <param name="Missing">The rows without a value.</param>
public sealed record ColumnProfile(string Name, string Type, long Rows, long Missing)
{
    /// <summary>The distribution of a number's values, or <see langword="null"/> for columns that are not numbers.</summary>
    public NumericProfile? Numeric { get; init; }

    /// <summary>The distribution over categories (strings and booleans), or <see langword="null"/> for other columns and for masked ones.</summary>
    public CategoricalProfile? Categorical { get; init; }
}

/// <summary>The distribution of numbers as weighted knots with a guaranteed rank error.</summary>
/// <param name="Count">The finite values.</param>
/// <param name="NotFinite">The values that are NaN or infinite; they are in no other figure.</param>
/// <param name="Mean">The mean of the finite values; 0 when there are none.</param>
/// <param name="SumOfSquaredDeviations">The sum of (x − mean)².</param>
/// <param name="Minimum">The smallest value; 0 when there are none.</param>
/// <param name="Maximum">The largest value; 0 when there are none.</param>
/// <param name="Knots">Values in ascending order, each once.</param>
/// <param name="Weights">How many values each knot stands for; the sum is <paramref name="Count"/>.</param>
/// <param name="RankError">For every x, the number of values ≤ x differs from the weight of the knots ≤ x by at most this; 0 means that the knots are exact.</param>
public sealed record NumericProfile(
    long Count,
    long NotFinite,
    double Mean,
    double SumOfSquaredDeviations,
    double Minimum,
    double Maximum,
    IReadOnlyList<double> Knots,
    IReadOnlyList<long> Weights,
    long RankError);

/// <summary>How often each category occurs.</summary>
/// <param name="Counts">The categories, ordinal order, with their counts.</param>
/// <param name="Other">The values of categories that were too many to keep one by one; 0 means that <paramref name="Counts"/> is complete.</param>
public sealed record CategoricalProfile(IReadOnlyDictionary<string, long> Counts, long Other);

/// <summary>The profiles of all columns of the rows that one run published.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Columns">The columns in published order.</param>
public sealed record DatasetProfile(long Rows, IReadOnlyList<ColumnProfile> Columns);
