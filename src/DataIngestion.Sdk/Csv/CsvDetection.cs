using System.Globalization;
using System.Text;

namespace DataIngestion.Csv;

/// <summary>Finds out what a dialect leaves open, from the beginning of the file.</summary>
internal static class CsvDetection
{
    private const int MaximumRecords = 200;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>The delimiter under which most records have the same number of fields, more than one; of equals the one with more fields.</summary>
    public static byte Delimiter(ReadOnlySpan<byte> sample, CsvDialect dialect, bool isWhole)
    {
        byte best = (byte)',';
        double bestScore = 0;
        foreach (char candidate in Delimiters.Where(candidate => candidate != dialect.Quote))
        {
            double score = Score(sample, new CsvTokenizer((byte)candidate, (byte?)dialect.Quote, dialect.TrimSpaces), isWhole);
            (best, bestScore) = score > bestScore ? ((byte)candidate, score) : (best, bestScore);
        }

        return best;
    }

    /// <summary>A first record names the columns unless a field is empty, occurs twice or is a number.</summary>
    public static bool LooksLikeHeader(IReadOnlyList<string?> first) =>
        first.All(field => !string.IsNullOrWhiteSpace(field) && !double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        && first.Distinct(StringComparer.Ordinal).Count() == first.Count;

    public static string LineEnd(ReadOnlySpan<byte> sample)
    {
        int end = sample.IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? "none" : sample[end] == '\n' ? "LF" : end + 1 < sample.Length && sample[end + 1] == '\n' ? "CR LF" : "CR";
    }

    public static string Describe(byte delimiter) => delimiter switch
    {
        (byte)'\t' => "tab",
        (byte)',' => "comma",
        (byte)';' => "semicolon",
        (byte)'|' => "bar",
        _ => Encoding.ASCII.GetString([delimiter]),
    };

    private static double Score(ReadOnlySpan<byte> sample, CsvTokenizer tokenizer, bool isWhole)
    {
        List<int> counts = [];
        int at = 0;
        while (at < sample.Length && counts.Count < MaximumRecords)
        {
            int next = tokenizer.ReadRecord(sample, at, isWhole);
            if (next == CsvTokenizer.Incomplete)
            {
                break;
            }

            counts.Add(tokenizer.Fields.Count);
            at = next;
        }

        if (counts.Count == 0)
        {
            return 0;
        }

        IGrouping<int, int> most = counts.GroupBy(count => count).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First();
        double share = (double)most.Count() / counts.Count;
        return most.Key == 1 ? 0 : share + (Math.Min(most.Key, 1000) * 1e-4);
    }
}
