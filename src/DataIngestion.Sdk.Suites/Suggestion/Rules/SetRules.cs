using System.Globalization;
using System.Text;

namespace DataIngestion.Suites;

/// <summary>Sets of values, by the rules that Deequ names CategoricalRange and FractionalCategoricalRange.</summary>
internal static class SetRules
{
    public const int LargestSetOfNumbers = 10;

    // Values that occur once announce others that have not been seen.
    private const double MostOnce = 0.1;
    private const double MostOnceOfTail = 0.4;
    private const double Coverage = 0.9;

    public static SuggestedCheck? Propose(SuggestedColumn column, SuggestionOptions options) =>
        column.IsConcealed || column.Facts.Values < options.MinimumValues ? null : column.Facts switch
        {
            TextFacts text => OfTexts(column, text, options),
            WholeFacts { Scale: 0 } whole when column.Type.IsNumeric => OfNumbers(column, whole),
            _ => null,
        };

    private static SuggestedCheck? OfTexts(SuggestedColumn column, TextFacts text, SuggestionOptions options)
    {
        (int distinct, int once, long all) = text.Summary;
        if (distinct == 0)
        {
            return null;
        }

        if (distinct <= options.MaximumSetSize && once <= MostOnce * distinct)
        {
            return Texts(column, text.Counts!.Keys, Reason(distinct, once, all), 1);
        }

        return once <= MostOnceOfTail * distinct ? MostOfTexts(column, text, all, options) : null;
    }

    private static SuggestedCheck? MostOfTexts(SuggestedColumn column, TextFacts text, long all, SuggestionOptions options)
    {
        List<byte[]> frequent = [];
        long covered = 0;
        foreach ((byte[] value, long count) in text.Counts!.OrderByDescending(pair => pair.Value).ThenBy(pair => Encoding.UTF8.GetString(pair.Key), StringComparer.Ordinal))
        {
            frequent.Add(value);
            covered += count;
            if (covered >= Coverage * all)
            {
                break;
            }
        }

        double share = (double)covered / all;
        double mostly = ConfidenceMargin.Below(share, all);
        if (frequent.Count > options.MaximumSetSize || mostly <= 0)
        {
            return null;
        }

        string reason = $"the {frequent.Count} most frequent of {SuggestedColumn.Number(text.Counts!.Count)} different values make up {SuggestedColumn.Share(share)} of {SuggestedColumn.Number(all)}; "
            + "95 % of such data with as many rows have that share";
        return Texts(column, frequent, reason, mostly);
    }

    private static SuggestedCheck Texts(SuggestedColumn column, IEnumerable<byte[]> values, string reason, double mostly)
    {
        string[] texts = [.. values.Select(Encoding.UTF8.GetString).Order(StringComparer.Ordinal)];
        return SuggestedCheck.Of(
            "one_of", column.Name, reason, [("values", YamlText.List(texts))], $"OneOf({CodeText.Of(column.Name)}, {CodeText.List(texts)})", mostly);
    }

    private static SuggestedCheck? OfNumbers(SuggestedColumn column, WholeFacts whole)
    {
        if (whole.Counts is not { } counts || counts.Count > LargestSetOfNumbers || counts.Any(pair => pair.Value < long.MinValue || pair.Value > long.MaxValue))
        {
            return null;
        }

        int once = counts.Count(pair => pair.Count == 1);
        if (once > MostOnce * counts.Count)
        {
            return null;
        }

        string[] numbers = [.. counts.Select(pair => ((long)pair.Value).ToString(CultureInfo.InvariantCulture))];
        return SuggestedCheck.Of(
            "one_of", column.Name, Reason(counts.Count, once, whole.Values), [("values", $"[{string.Join(", ", numbers)}]"), ("numbers", "true")],
            $"OneOf({CodeText.Of(column.Name)}, {string.Join(", ", numbers)})");
    }

    private static string Reason(int distinct, int once, long all) => distinct == 1
        ? $"all {SuggestedColumn.Number(all)} values are the same"
        : $"{SuggestedColumn.Number(all)} values, only {distinct} of them different, {(once == 0 ? "each of which occurs more than once" : $"{once} of which occur once")}";
}
