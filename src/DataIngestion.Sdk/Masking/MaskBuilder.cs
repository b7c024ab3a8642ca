using DataIngestion.Masking;

namespace DataIngestion;

/// <summary>Chooses which columns are masked and how. A column has one mask at most; a masked value reaches nothing but the raw zone.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class MaskBuilder
{
    private readonly Dictionary<string, ColumnMask> _masks = [];

    internal IReadOnlyDictionary<string, ColumnMask> Masks => _masks;

    internal IReadOnlyCollection<string> Columns => _masks.Keys;

    /// <summary>The column is not published.</summary>
    /// <param name="column">The column.</param>
    /// <returns>This builder.</returns>
    public MaskBuilder Drop(string column) => Add(column, new DropMask());

    /// <summary>Every value becomes the same text.</summary>
    /// <param name="column">The column, of any type; text is published.</param>
    /// <param name="replacement">The text.</param>
    /// <returns>This builder.</returns>
    public MaskBuilder Redact(string column, string replacement = "[redacted]") => Add(column, new RedactMask(replacement));

    /// <summary>Every value becomes its HMAC-SHA-256 in lower-case hexadecimal (RFC 2104). The only mask for key columns.</summary>
    /// <param name="column">The column, of any type; what is hashed is the UTF-8 text of the value in the invariant culture.</param>
    /// <param name="key">The key.</param>
    /// <returns>This builder.</returns>
    public MaskBuilder Hash(string column, MaskKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Add(column, new HashMask(key));
    }

    /// <summary>A ZIP code keeps its first three digits. A value that does not begin with three digits becomes missing and is counted.</summary>
    /// <param name="column">The column; ZIP codes with leading zeros must be text.</param>
    /// <returns>This builder.</returns>
    public MaskBuilder Zip3(string column) => Add(column, new Zip3Mask());

    /// <summary>Text keeps its first characters.</summary>
    /// <param name="column">The text column.</param>
    /// <param name="length">How many Unicode characters, 1 or more.</param>
    /// <returns>This builder.</returns>
    public MaskBuilder Truncate(string column, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return Add(column, new TruncateMask(length));
    }

    /// <summary>Numbers are rounded down to a multiple of a width: ages 37 and 31 become 30 under a width of 10.</summary>
    /// <param name="column">The column of integers or floats.</param>
    /// <param name="width">The width, more than 0; whole for integers.</param>
    /// <returns>This builder.</returns>
    public MaskBuilder Bucket(string column, double width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        return Add(column, new BucketMask(width));
    }

    /// <summary>Dates become the first day of their month.</summary>
    /// <param name="column">The date column.</param>
    /// <returns>This builder.</returns>
    public MaskBuilder BucketToMonth(string column) => Add(column, new CalendarMask(year: false));

    /// <summary>Dates become the first day of their year.</summary>
    /// <param name="column">The date column.</param>
    /// <returns>This builder.</returns>
    public MaskBuilder BucketToYear(string column) => Add(column, new CalendarMask(year: true));

    internal string Describe() => string.Join(';', _masks.Select(mask => $"{mask.Key}={mask.Value.Description}"));

    private MaskBuilder Add(string column, ColumnMask mask)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return _masks.TryAdd(column, mask)
            ? this
            : throw new ArgumentException($"Column '{column}' has a mask already: {_masks[column].Description}.", nameof(column));
    }
}
