using System.Text.RegularExpressions;

namespace DataIngestion.Validation;

/// <summary>Finds patterns that take exponential time, before they meet data.</summary>
/// <remarks>
/// Only patterns with look-around or back-references are asked: the others run in linear time. Repetition inside of repetition is exponential in the
/// length of a run of characters that both accept, followed by one that neither does. Forty of them are years; a harmless pattern takes microseconds.
/// </remarks>
internal static class PatternProbe
{
    private const int Length = 40;
    private const string Common = "a0 -_.";

    // So much more than a harmless pattern takes that no pause of the machine is mistaken for one that is not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <exception cref="ArgumentException">The pattern takes exponential time.</exception>
    public static void RequireBounded(string column, string pattern, RegexOptions flags)
    {
        Regex regex = new(pattern, flags, Patience);
        char[] letters = [.. Common.Concat(pattern.Where(char.IsAsciiLetterOrDigit)).Distinct()];
        IEnumerable<string> runs = letters.Select(letter => new string(letter, Length))
            .Concat(letters.Skip(Common.Length).Select(letter => string.Concat(Enumerable.Repeat("a" + letter, Length / 2))));
        foreach (string run in runs)
        {
            try
            {
                _ = regex.IsMatch(run + "\u0001") || regex.IsMatch("\u0001" + run + "\u0001");
            }
            catch (RegexMatchTimeoutException fault)
            {
                throw new ArgumentException(
                    $"The pattern '{pattern}' for the column '{column}' backtracks catastrophically: {Length} characters took longer than {Patience.TotalSeconds} s. Write it without nested repetition, or without look-around and back-references.",
                    nameof(pattern),
                    fault);
            }
        }
    }
}
