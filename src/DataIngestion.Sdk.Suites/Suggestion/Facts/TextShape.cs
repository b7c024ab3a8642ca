using System.Text;
using System.Globalization;

namespace DataIngestion.Suites;

/// <summary>Text as runs of digits, upper case and lower case letters of ASCII, and single punctuation marks or spaces.</summary>
internal sealed class TextShape(string classes, int[] lengths, byte[] alphabets)
{
    public const int MaximumRuns = 16;
    public const int MaximumBytes = 64;
    public const char Digits = '0';
    public const char Upper = 'A';
    public const char Lower = 'a';
    public const char Joined = 'x';

    private readonly int[] _longest = [.. lengths];

    public long Count { get; private set; }

    /// <summary>Whether a pattern of it says more than that there is text.</summary>
    public bool IsTelling => IsFixed || classes.Any(letter => letter is Digits or not (Upper or Lower or Joined or ' ')) && classes.Length > 1;

    private bool IsFixed => lengths.AsSpan().SequenceEqual(_longest);

    public void Add(ReadOnlySpan<int> runs, ReadOnlySpan<byte> letters, long count)
    {
        Count += count;
        Widen(runs, runs, letters);
    }

    public void Merge(TextShape later)
    {
        Count += later.Count;
        Widen(later.Shortest, later._longest, later.Alphabets);
    }

    private ReadOnlySpan<int> Shortest => lengths;

    private ReadOnlySpan<byte> Alphabets => alphabets;

    /// <summary>A regular expression: exact lengths where they are always the same, else any length from the smallest on.</summary>
    public string ToPattern()
    {
        StringBuilder pattern = new();
        for (int run = 0; run < classes.Length; run++)
        {
            pattern.Append(Class(run));
            if (lengths[run] != _longest[run])
            {
                pattern.Append(CultureInfo.InvariantCulture, $"{{{lengths[run]},}}");
            }
            else if (lengths[run] > 1)
            {
                pattern.Append(CultureInfo.InvariantCulture, $"{{{lengths[run]}}}");
            }
        }

        return pattern.ToString();
    }

    /// <summary>Reads the runs of a text.</summary>
    /// <returns>The number of runs; 0 where there is no shape: no text, long text, other characters, many runs.</returns>
    public static int Read(ReadOnlySpan<byte> value, bool joined, Span<char> classes, Span<int> lengths, Span<byte> alphabets)
    {
        int runs = 0;
        if (value.Length > MaximumBytes)
        {
            return 0;
        }

        foreach (byte unit in value)
        {
            (char letter, byte alphabet) = Classify((char)unit, joined);
            if (runs > 0 && classes[runs - 1] == letter)
            {
                lengths[runs - 1]++;
                alphabets[runs - 1] |= alphabet;
                continue;
            }

            if (letter == '\0' || runs == MaximumRuns)
            {
                return 0;
            }

            (classes[runs], lengths[runs], alphabets[runs]) = (letter, 1, alphabet);
            runs++;
        }

        return runs;
    }

    private static (char Class, byte Alphabet) Classify(char letter, bool joined) => letter switch
    {
        >= '0' and <= '9' => (joined ? Joined : Digits, 1),
        >= 'A' and <= 'Z' => (joined ? Joined : Upper, 2),
        >= 'a' and <= 'z' => (joined ? Joined : Lower, 4),
        >= ' ' and <= '~' => (letter, 0),
        _ => ('\0', 0),
    };

    private void Widen(ReadOnlySpan<int> shortest, ReadOnlySpan<int> longest, ReadOnlySpan<byte> letters)
    {
        for (int run = 0; run < lengths.Length; run++)
        {
            lengths[run] = Math.Min(lengths[run], shortest[run]);
            _longest[run] = Math.Max(_longest[run], longest[run]);
            alphabets[run] |= letters[run];
        }
    }

    private string Class(int run)
    {
        string letters = ((alphabets[run] & 1) != 0 ? "0-9" : "") + ((alphabets[run] & 2) != 0 ? "A-Z" : "") + ((alphabets[run] & 4) != 0 ? "a-z" : "");
        return letters.Length > 0 ? $"[{letters}]"
            : classes[run] is ' ' or '-' or '#' ? classes[run].ToString()
            : System.Text.RegularExpressions.Regex.Escape(classes[run].ToString());
    }
}
