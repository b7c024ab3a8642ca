namespace DataIngestion.Drift;

/// <summary>Names of columns and categories at a length that a report can hold many of.</summary>
internal static class LabelText
{
    private const int Longest = 120;

    public static string Cut(string label)
    {
        if (label.Length <= Longest)
        {
            return label;
        }

        int end = char.IsHighSurrogate(label[Longest - 1]) ? Longest - 1 : Longest;
        return string.Concat(label.AsSpan(0, end), "…");
    }
}
