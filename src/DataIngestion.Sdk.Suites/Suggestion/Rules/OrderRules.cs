namespace DataIngestion.Suites;

/// <summary>Dates that are never before others of the same row.</summary>
internal static class OrderRules
{
    public static IEnumerable<SuggestedCheck> Propose(IReadOnlyList<SuggestedColumn> columns, IEnumerable<OrderFacts> orders, SuggestionOptions options)
    {
        foreach (OrderFacts order in orders)
        {
            long judged = order.Greater + order.Less + order.Equal;
            bool forward = order is { Greater: > 0, Less: 0 };
            if (judged >= options.MinimumValues && (forward || order is { Greater: 0, Less: > 0 }))
            {
                (int first, int second) = forward ? (order.First, order.Second) : (order.Second, order.First);
                yield return Pair(columns[first].Name, columns[second].Name, judged);
            }
        }
    }

    private static SuggestedCheck Pair(string first, string second, long judged) => SuggestedCheck.Of(
        "pair_greater", [first, second], $"in none of {SuggestedColumn.Number(judged)} rows that have both is the first before the second",
        [("first", YamlText.Of(first)), ("second", YamlText.Of(second)), ("or_equal", "true")],
        $"PairGreater({CodeText.Of(first)}, {CodeText.Of(second)}, orEqual: true)");
}
