using System.Globalization;
using Apache.Arrow;

namespace DataIngestion.Drift;

/// <summary>
/// Gives each row the class of its target, or for a number its value and the bin at its quintiles in the reference. Texts, booleans and whole numbers with
/// few values are classes; what the reference does not know, or has too many of, is one class more.
/// </summary>
internal sealed class TargetCodes
{
    public const byte Missing = byte.MaxValue;
    private const int Groupings = 5;
    private const string OthersLabel = "(all others)";

    private readonly CategoryCodes? _categories;
    private readonly double[] _numbers;
    private readonly int _known;

    private TargetCodes(string column, IReadOnlyList<string> known)
    {
        (Column, _known, _numbers, _categories) = (column, known.Count, [], new(known));
        Classes = [.. known, OthersLabel];
    }

    private TargetCodes(string column, double[] numbers, IReadOnlyList<string> classes, NumericProfile? profile)
    {
        (Column, _numbers, _known, Classes) = (column, numbers, numbers.Length, classes);
        Mean = profile?.Mean ?? 0;
        Deviation = profile is { Count: > 1 } ? Math.Sqrt(profile.SumOfSquaredDeviations / (profile.Count - 1)) : 0;
    }

    public string Column { get; }

    /// <summary>Empty for a number.</summary>
    public IReadOnlyList<string> Classes { get; }

    public bool IsNumber => Classes.Count == 0;

    public int Groups => IsNumber ? _known + 1 : Classes.Count;

    public double Mean { get; }

    public double Deviation { get; }

    public static TargetCodes Of(ColumnProfile reference, int maximumClasses)
    {
        if (reference.Categorical is { } categories)
        {
            return new(reference.Name, FeatureBins.Frequent(categories, maximumClasses));
        }

        if (reference.Numeric is not { } numbers)
        {
            throw new ArgumentException($"Column '{reference.Name}' is of type {reference.Type} or masked, which is no target.", nameof(reference));
        }

        return IsClasses(numbers, maximumClasses)
            ? new(reference.Name, [.. numbers.Knots], [.. numbers.Knots.Select(knot => knot.ToString("R", CultureInfo.InvariantCulture)), OthersLabel], null)
            : new(reference.Name, numbers.Count == 0 ? [] : QuantileBins.InteriorEdges(numbers, Groupings), [], numbers);
    }

    public static bool IsClasses(NumericProfile numbers, int maximumClasses) =>
        numbers.RankError == 0 && numbers.Count > 0 && numbers.Knots.Count <= maximumClasses && numbers.Knots.All(double.IsInteger);

    /// <summary>Values are those of a numeric target and not written for classes.</summary>
    public void Read(IArrowArray array, Span<byte> codes, Span<double> values)
    {
        if (_categories is not null)
        {
            _categories.Read(array, codes);
            foreach (ref byte code in codes)
            {
                code = code > _known ? Missing : code;
            }

            return;
        }

        AlignedNumbers.Read(array, values);
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = !double.IsFinite(values[i]) ? Missing : (byte)(IsNumber ? FeatureBins.Bin(_numbers, values[i]) : Class(values[i]));
        }
    }

    private int Class(double value)
    {
        int at = System.Array.IndexOf(_numbers, value);
        return at < 0 ? _known : at;
    }
}
