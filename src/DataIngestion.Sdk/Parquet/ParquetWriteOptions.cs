namespace DataIngestion;

/// <summary>How the data files of a table are written. Immutable.</summary>
/// <remarks>While a file is written, memory holds the values and the encoded pages of one row group; it does not grow with the rows of the delivery.</remarks>
public sealed record ParquetWriteOptions
{
    /// <summary>The defaults.</summary>
    public static ParquetWriteOptions Default { get; } = new();

    /// <summary>How pages are compressed.</summary>
    /// <value>The default is <see cref="ParquetCompression.Zstandard"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is no <see cref="ParquetCompression"/>.</exception>
    public ParquetCompression Compression
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "No such compression.");
    } = ParquetCompression.Zstandard;

    /// <summary>How hard Zstandard tries; without effect on Snappy.</summary>
    /// <value>1 (fast) to 22 (small). The default is 1: on tabular data 3 takes a sixth longer for about the same size.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public int CompressionLevel { get; init => field = (int)InRange(value, 1, 22); } = 1;

    /// <summary>The rows of a full data file; what is beyond goes to a further file.</summary>
    /// <value>At least 1. The default is 5,000,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public long RowsPerFile { get; init => field = InRange(value, 1, long.MaxValue); } = 5_000_000;

    /// <summary>The most rows of a row group, the unit that a reader can skip.</summary>
    /// <value>At least 1. The default is 125,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int RowsPerRowGroup { get; init => field = (int)InRange(value, 1, int.MaxValue); } = 125_000;

    /// <summary>The bytes of values, before encoding, after which a row group ends even if it has fewer rows. It bounds memory for wide rows.</summary>
    /// <value>At least 1,048,576 (1 MiB). The default is 134,217,728 (128 MiB).</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 MiB.</exception>
    public long BytesPerRowGroup { get; init => field = InRange(value, 1 << 20, long.MaxValue); } = 128L << 20;

    private static long InRange(long value, long least, long most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }
}
