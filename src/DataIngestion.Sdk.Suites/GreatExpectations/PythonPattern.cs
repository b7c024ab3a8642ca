namespace DataIngestion.GreatExpectations;

/// <summary>Writes a regular expression of Python as one of .NET, where the two say the same in different signs.</summary>
internal static class PythonPattern
{
    public static string ToNet(string pattern) => pattern
        .Replace("(?P<", "(?<", StringComparison.Ordinal)
        .Replace("\\Z", "\\z", StringComparison.Ordinal);
}
