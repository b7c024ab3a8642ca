namespace DataIngestion.Cli.Output;

/// <summary>Columns that line up in a terminal, numbers on the right.</summary>
internal static class TextTable
{
    private const int Widest = 40;

    public static IEnumerable<string> Lines(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlySet<int> left)
    {
        IReadOnlyList<string>[] all = [header, .. rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Cut)])];
        int[] widths = [.. Enumerable.Range(0, header.Count).Select(at => all.Max(row => row[at].Length))];
        return all.Select(row => string.Join("  ", row.Select((cell, at) => left.Contains(at) ? cell.PadRight(widths[at]) : cell.PadLeft(widths[at]))).TrimEnd());
    }

    // Names and categories are foreign text: no line break or escape code of theirs reaches the terminal.
    public static string Cut(string text)
    {
        string clean = text.Any(char.IsControl) ? string.Concat(text.Select(sign => char.IsControl(sign) ? '\uFFFD' : sign)) : text;
        return clean.Length <= Widest ? clean : string.Concat(clean.AsSpan(0, char.IsHighSurrogate(clean[Widest - 2]) ? Widest - 2 : Widest - 1), "…");
    }
}
