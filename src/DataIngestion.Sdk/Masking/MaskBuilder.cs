using DataIngestion.Columnar;
using DataIngestion.Masking;

namespace DataIngestion;

/// <summary>Says how columns are masked before anything is published. A missing value stays missing; each column has at most one mask.</summary>
/// <remarks>Not thread-safe. Whether a mask fits its column's type is checked when the pipeline is built.</remarks>
public sealed class MaskBuilder
{
    private readonly Dictionary<string, ColumnMask> _masks = new(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyDictionary<string, ColumnMask> Masks => _masks;

    /// <summary>Leaves the column out.</summary>
    /// <param name="column">A column of any type.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The column has a mask already.</exception>
    public MaskBuilder Drop(string column) => Add(column, new DropMask());

    /// <summary>Replaces every value by the same text.</summary>
    /// <param name="column">A column of any type; it becomes a string column.</param>
    /// <param name="text">The text.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The column has a mask already.</exception>
    public MaskBuilder Redact(string column, string text = "[redacted]")
    {
        ArgumentNullException.ThrowIfNull(text);
        return Add(column, new RedactMask(text));
    }

    /// <summary>Replaces every value by the HMAC-SHA-256 (RFC 2104, FIPS 198-1) of its text, as 64 lower-case hexadecimal digits. Equal values stay equal, so key columns may be hashed.</summary>
    /// <remarks>The text is UTF-8: strings as they are, numbers in invariant form (decimals with all digits of their scale), dates and timestamps in ISO 8601, booleans as <c>true</c> and <c>false</c>, bytes as Base64.</remarks>
    /// <param name="column">A column of any type; it becomes a string column.</param>
    /// <param name="key">The key.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The column has a mask already.</exception>
    public MaskBuilder Hash(string column, MaskKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Add(column, new HashMask(key));
    }

    /// <summary>Keeps the first three digits of a ZIP code. Values that do not begin with three digits become missing and are counted.</summary>
    /// <remarks>Sparse areas whose three digits still identify people are not merged; where a rule requires that, do it before.</remarks>
    /// <param name="column">A string or integer column; it becomes a string column.</param>
    /// <param name="digits">For integers: the length to which zeros are put in front, 3 to 18. Negative and longer numbers become missing and are counted.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The column has a mask already.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> is out of its range.</exception>
    public MaskBuilder Zip3(string column, int digits = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 3);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 18);
        return Add(column, new ZipMask(digits));
    }

    /// <summary>Keeps the first characters.</summary>
    /// <param name="column">A string column.</param>
    /// <param name="length">How many Unicode scalar values to keep, 0 or more.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The column has a mask already.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public MaskBuilder Truncate(string column, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return Add(column, new TruncateMask(length));
    }

    /// <summary>Rounds numbers down (towards minus infinity) to a multiple of a width.</summary>
    /// <remarks>Integers become int64, floats float64, decimals keep their scale. A result that does not fit becomes missing and is counted.</remarks>
    /// <param name="column">A numeric column.</param>
    /// <param name="width">The width, more than 0.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The column has a mask already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The width is not positive.</exception>
    public MaskBuilder Bucket(string column, long width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        return Add(column, new BucketMask(ExactNumber.From(width)));
    }

    /// <summary>Rounds numbers down (towards minus infinity) to a multiple of a width.</summary>
    /// <remarks>Floats become float64, decimals keep their scale; the width must be a number that the column can hold. NaN and infinity stay.</remarks>
    /// <inheritdoc cref="Bucket(string, long)"/>
    public MaskBuilder Bucket(string column, double width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        return Add(column, new BucketMask(ExactNumber.From(width)));
    }

    /// <summary>Moves dates and timestamps to the first instant of their month (in UTC for timestamps with a zone).</summary>
    /// <param name="column">A date or timestamp column.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The column has a mask already.</exception>
    public MaskBuilder BucketToMonth(string column) => Add(column, new CalendarMask(wholeYear: false));

    /// <summary>Moves dates and timestamps to the first instant of their year (in UTC for timestamps with a zone).</summary>
    /// <param name="column">A date or timestamp column.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The column has a mask already.</exception>
    public MaskBuilder BucketToYear(string column) => Add(column, new CalendarMask(wholeYear: true));

    private MaskBuilder Add(string column, ColumnMask mask)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return _masks.TryAdd(column, mask)
            ? this
            : throw new ArgumentException($"The column '{column}' has two masks: {_masks[column].Name} and {mask.Name}. Keep one of them.", nameof(column));
    }
}
