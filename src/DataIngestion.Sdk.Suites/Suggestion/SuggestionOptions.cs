namespace DataIngestion;

/// <summary>How a suite is proposed from data.</summary>
public sealed record SuggestionOptions
{
    private readonly double _margin = 0.1;
    private readonly int _minimumValues = 20;
    private readonly int _maximumSetSize = 50;
    private readonly long _maximumKeyRows = 20_000_000;

    /// <summary>What the suite is proposed from, for its first line; by default the name of the source.</summary>
    public string? Name { get; init; }

    /// <summary>The types of the columns, or <see langword="null"/> to infer them from all rows first.</summary>
    public DataContract? Contract { get; init; }

    /// <summary>Columns whose values must not get into the suite: only what says nothing about a single value is proposed for them.</summary>
    /// <remarks>Text columns whose names or values look like personal data (e-mail addresses, phone numbers, names of people) are treated so in any case.</remarks>
    public IReadOnlyCollection<string> Masked { get; init; } = [];

    /// <summary>How far ranges and lengths reach beyond what was seen, as a share of the width of what was seen.</summary>
    /// <value>0 to 10. The default is 0.1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in its range.</exception>
    public double Margin
    {
        get => _margin;
        init => _margin = value is >= 0 and <= 10 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The margin is a share of the width, from 0 to 10.");
    }

    /// <summary>The fewest values of a column from which anything but its type is concluded.</summary>
    /// <value>At least 2. The default is 20.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 2.</exception>
    public int MinimumValues
    {
        get => _minimumValues;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 2);
            _minimumValues = value;
        }
    }

    /// <summary>The most members of a proposed set of texts; sets of whole numbers have at most 10.</summary>
    /// <value>1 to 1,000. The default is 50.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in its range.</exception>
    public int MaximumSetSize
    {
        get => _maximumSetSize;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000);
            _maximumSetSize = value;
        }
    }

    /// <summary>The most rows among which keys are looked for. A key that is tried holds its values in memory, 26 to 39 bytes each, and at most 12 are tried.</summary>
    /// <value>0 or more. The default is 20,000,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MaximumKeyRows
    {
        get => _maximumKeyRows;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _maximumKeyRows = value;
        }
    }

    /// <summary>How many parts of the data are read at the same time. The result does not depend on it.</summary>
    /// <value>At least 1. The default is the number of cores.</value>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}
