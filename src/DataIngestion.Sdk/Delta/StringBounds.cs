namespace DataIngestion.Delta;

// Short bounds for long strings: at most as large as the minimum, at least as large as the maximum, in the order of UTF-8 bytes.
internal static class StringBounds
{
    private const int PrefixLength = 32;
    private const int LongestPrefix = 2 * PrefixLength;
    private const char LargestAscii = '\u007F';
    private const string LargestCodePoint = "\U0010FFFF";

    public static string Lower(string minimum) => minimum.Length <= PrefixLength ? minimum : minimum[..PrefixEnd(minimum)];

    // Null when there is no short bound: the prefix is followed by the largest code point again and again.
    public static string? Upper(string maximum)
    {
        if (maximum.Length <= PrefixLength)
        {
            return maximum;
        }

        for (int end = PrefixEnd(maximum); end <= LongestPrefix; end += LargestCodePoint.Length)
        {
            if (end >= maximum.Length)
            {
                return maximum;
            }

            if (!maximum.AsSpan(end).StartsWith(LargestCodePoint, StringComparison.Ordinal))
            {
                return maximum[..end] + (maximum[end] < LargestAscii ? LargestAscii.ToString() : LargestCodePoint);
            }
        }

        return null;
    }

    private static int PrefixEnd(string text) => char.IsHighSurrogate(text[PrefixLength - 1]) ? PrefixLength + 1 : PrefixLength;
}
