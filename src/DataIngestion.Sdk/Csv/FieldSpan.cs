namespace DataIngestion.Csv;

/// <summary>Where one field lies in the text. A negative length is null.</summary>
internal readonly struct FieldSpan
{
    private const int NullLength = -1;
    private const int MalformedLength = -2;

    // The sign bit of the start marks doubled quotes: two ints keep a row of fields small.
    private readonly int _start;

    public FieldSpan(int start, int length, bool escaped = false)
    {
        _start = escaped ? start | int.MinValue : start;
        Length = length;
    }

    public static FieldSpan Null => new(0, NullLength);

    /// <summary>Text follows the closing quote.</summary>
    public static FieldSpan Malformed => new(0, MalformedLength);

    public int Start => _start & int.MaxValue;

    public int Length { get; }

    public bool IsEscaped => _start < 0;

    public bool IsNull => Length < 0;

    public bool IsMalformed => Length == MalformedLength;
}
