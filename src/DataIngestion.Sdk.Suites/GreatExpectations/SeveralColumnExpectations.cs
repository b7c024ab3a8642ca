using System.Text.Json.Nodes;

namespace DataIngestion.GreatExpectations;

/// <summary>Expectations about several columns of a row.</summary>
internal static class SeveralColumnExpectations
{
    public static IReadOnlyDictionary<string, Action<ValidationBuilder, Arguments>> All { get; } = new Dictionary<string, Action<ValidationBuilder, Arguments>>
    {
        ["expect_compound_columns_to_be_unique"] = (builder, arguments) => builder.Unique(arguments.Texts("column_list"), DuplicateRows.All, Missing(arguments)),
        ["expect_select_column_values_to_be_unique_within_record"] = (builder, arguments) => builder.UniqueWithinRow(arguments.Texts("column_list"), Missing(arguments)),
        ["expect_multicolumn_sum_to_equal"] = Sum,
        ["expect_column_pair_values_to_be_equal"] = Equal,
        ["expect_column_pair_values_to_be_in_set"] = InSet,
        ["expect_column_pair_values_a_to_be_greater_than_b"] = (builder, arguments) =>
            builder.PairGreater(arguments.Column("column_A"), arguments.Column("column_B"), arguments.Flag("or_equal"), PairMissing(arguments)),
    };

    private static void Sum(ValidationBuilder builder, Arguments arguments)
    {
        double total = arguments.Number("sum_total") ?? throw arguments.Fault("sum_total", "the argument is missing");
        builder.SumEquals(arguments.Texts("column_list"), (decimal)total, Missing(arguments));
    }

    private static void Equal(ValidationBuilder builder, Arguments arguments)
    {
        string first = arguments.Column("column_A");
        string second = arguments.Column("column_B");
        MissingRows missing = PairMissing(arguments);
        _ = first == second && missing != MissingRows.Judge
            ? builder.Add(new EveryRowValidator($"pair_equal({first}, {second})", first))
            : builder.PairEqual(first, second, missing);
    }

    private static void InSet(ValidationBuilder builder, Arguments arguments)
    {
        string first = arguments.Column("column_A");
        string second = arguments.Column("column_B");
        MissingRows missing = PairMissing(arguments);
        JsonArray[] pairs = [.. arguments.List("value_pairs_set").Select(pair => pair as JsonArray is { Count: 2 } two
            ? two
            : throw arguments.Fault("value_pairs_set", "each entry is a pair of values"))];
        if (first != second)
        {
            builder.PairOneOf(first, second, [.. pairs.Select(pair => (pair[0]?.ToString(), pair[1]?.ToString()))], missing);
            return;
        }

        // A column beside itself: only pairs of equal values can occur.
        JsonNode?[] values = [.. pairs.Where(pair => JsonNode.DeepEquals(pair[0], pair[1])).Select(pair => pair[0])];
        RowExpectations.AddSet(builder, arguments, first, ValueSet.Of(arguments, first, "value_pairs_set", values));
    }

    private static MissingRows Missing(Arguments arguments) =>
        arguments.OneOf("ignore_row_if", "all_values_are_missing", "all_values_are_missing", "any_value_is_missing", "never") switch
        {
            "any_value_is_missing" => MissingRows.PassWhenAnyMissing,
            "never" => MissingRows.Judge,
            _ => MissingRows.PassWhenAllMissing,
        };

    private static MissingRows PairMissing(Arguments arguments) =>
        arguments.OneOf("ignore_row_if", "both_values_are_missing", "both_values_are_missing", "either_value_is_missing", "neither") switch
        {
            "either_value_is_missing" => MissingRows.PassWhenAnyMissing,
            "neither" => MissingRows.Judge,
            _ => MissingRows.PassWhenAllMissing,
        };
}
