using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow.Types;

namespace DataIngestion.GreatExpectations;

/// <summary>Expectations about figures of a column.</summary>
internal static class FigureExpectations
{
    private delegate ValidationBuilder Between(ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum, bool strictMaximum);

    public static IReadOnlyDictionary<string, Action<ValidationBuilder, Arguments>> All { get; } = new Dictionary<string, Action<ValidationBuilder, Arguments>>
    {
        ["expect_column_min_to_be_between"] = (builder, arguments) => Extreme(builder, arguments, FigureExtensions.MinimumBetween, FreshnessExtensions.EarliestBetween),
        ["expect_column_max_to_be_between"] = (builder, arguments) => Extreme(builder, arguments, FigureExtensions.MaximumBetween, FreshnessExtensions.LatestBetween),
        ["expect_column_mean_to_be_between"] = Figure(FigureExtensions.MeanBetween),
        ["expect_column_median_to_be_between"] = Measured(FigureExtensions.MedianBetween),
        ["expect_column_sum_to_be_between"] = Figure(FigureExtensions.SumBetween),
        ["expect_column_stdev_to_be_between"] = Figure(FigureExtensions.StandardDeviationBetween),
        ["expect_column_unique_value_count_to_be_between"] = Measured(FigureExtensions.DistinctCountBetween),
        ["expect_column_proportion_of_unique_values_to_be_between"] = Measured(FigureExtensions.DistinctShareBetween),
        ["expect_column_proportion_of_non_null_values_to_be_between"] = Figure((builder, column, minimum, maximum, strictMinimum, strictMaximum) =>
            builder.MissingShareBetween(column, 1 - maximum, 1 - minimum, strictMaximum, strictMinimum)),
        ["expect_column_quantile_values_to_be_between"] = Quantiles,
        ["expect_column_distinct_values_to_be_in_set"] = (builder, arguments) => Set(builder, arguments, builder.DistinctValuesIn),
        ["expect_column_distinct_values_to_contain_set"] = (builder, arguments) => Set(builder, arguments, builder.DistinctValuesContain),
        ["expect_column_distinct_values_to_equal_set"] = (builder, arguments) => Set(builder, arguments, builder.DistinctValuesEqual),
        ["expect_column_most_common_value_to_be_in_set"] = (builder, arguments) => builder.MostCommonIn(arguments.Column(), Shown(arguments.List("value_set")), arguments.Flag("ties_okay")),
        ["expect_column_kl_divergence_to_be_less_than"] = Divergence,
    };

    private static Action<ValidationBuilder, Arguments> Figure(Between between) => (builder, arguments) =>
        between(builder, arguments.Column(), Bound(arguments, "min_value"), Bound(arguments, "max_value"), arguments.Flag("strict_min"), arguments.Flag("strict_max"));

    // Without bounds the figure is measured, and any is right.
    private static Action<ValidationBuilder, Arguments> Measured(Between between) => Figure((builder, column, minimum, maximum, strictMinimum, strictMaximum) =>
        between(builder, column, minimum ?? (maximum is null ? double.NegativeInfinity : null), maximum, strictMinimum, strictMaximum));

    // An infinite bound bounds nothing.
    private static double? Bound(Arguments arguments, string name) => arguments.Number(name) is { } number && double.IsFinite(number) ? number : null;

    private static void Extreme(
        ValidationBuilder builder, Arguments arguments, Between numbers, Func<ValidationBuilder, string, DateTimeOffset?, DateTimeOffset?, ValidationBuilder> moments)
    {
        string column = arguments.Column();
        if (arguments.Kind(column) is not (ArrowTypeId.Date32 or ArrowTypeId.Timestamp))
        {
            Figure(numbers)(builder, arguments);
            return;
        }

        if (arguments.Flag("strict_min") || arguments.Flag("strict_max"))
        {
            throw arguments.Fault("strict_min", "strict bounds of dates and times are not supported; name the next moment instead");
        }

        moments(builder, column, Moment(arguments, "min_value"), Moment(arguments, "max_value"));
    }

    private static DateTimeOffset? Moment(Arguments arguments, string name) => arguments.Node(name) is not { } node
        ? null
        : DateTimeOffset.TryParse(node.ToString(), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment
            : throw arguments.Fault(name, $"'{node}' is no date or time");

    private static void Quantiles(ValidationBuilder builder, Arguments arguments)
    {
        JsonObject ranges = arguments.Node("quantile_ranges") as JsonObject ?? throw arguments.Fault("quantile_ranges", "an object with quantiles and value_ranges is expected");
        double[] quantiles = Numbers(arguments, "quantile_ranges", ranges["quantiles"]);
        JsonArray values = ranges["value_ranges"] as JsonArray ?? throw arguments.Fault("quantile_ranges", "value_ranges is missing");
        if (values.Count != quantiles.Length || values.Any(range => range is not JsonArray { Count: 2 }))
        {
            throw arguments.Fault("quantile_ranges", "there has to be a range of two values for each quantile");
        }

        string method = arguments.Node("allow_relative_error")?.ToString() ?? "false";
        QuantileInterpolation interpolation = method switch
        {
            "false" or "nearest" => QuantileInterpolation.Nearest,
            "linear" => QuantileInterpolation.Linear,
            "lower" => QuantileInterpolation.Lower,
            "higher" => QuantileInterpolation.Higher,
            "midpoint" => QuantileInterpolation.Midpoint,
            _ => throw arguments.Fault("allow_relative_error", $"'{method}' is unknown; false, linear, lower, higher, midpoint and nearest are known"),
        };
        builder.QuantilesBetween(
            arguments.Column(),
            [.. quantiles.Zip(values, (quantile, range) => (quantile, Arguments.AsNumber(range![0]), Arguments.AsNumber(range[1])))],
            interpolation);
    }

    private static void Set(ValidationBuilder builder, Arguments arguments, Func<string, string[], ValidationBuilder> add)
    {
        string column = arguments.Column();
        if (arguments.Node("value_set") is null)
        {
            builder.DistinctValuesContain(column);
            return;
        }

        _ = ValueSet.Of(arguments, column);
        add(column, Shown(arguments.List("value_set")));
    }

    private static string[] Shown(JsonArray values) => [.. values.OfType<JsonNode>().Select(value => value.GetValueKind() switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => value.ToString(),
        _ => value.ToJsonString(),
    })];

    private static void Divergence(ValidationBuilder builder, Arguments arguments)
    {
        if (arguments.Node("partition_object") is null && arguments.Node("threshold") is null)
        {
            builder.Add(new EveryRowValidator($"any_distribution({arguments.Column()})", arguments.Column()));
            return;
        }

        JsonObject partition = arguments.Node("partition_object") as JsonObject ?? throw arguments.Fault("partition_object", "a partition is expected");
        if (!arguments.Flag("bucketize_data", true))
        {
            throw arguments.Fault("bucketize_data", "the data are always sorted into the bins of the partition");
        }

        double[] weights = Numbers(arguments, "partition_object", partition["weights"]);
        double[]? tails = partition["tail_weights"] is { } node ? Numbers(arguments, "partition_object", node) : null;
        Partition made = partition["values"] is JsonArray values
            ? Partition.OfValues(Shown(values), weights)
            : Partition.OfNumbers(Numbers(arguments, "partition_object", partition["bins"]), weights, tails is null ? null : (tails[0], tails[1]));
        builder.KullbackLeibler(
            arguments.Column(), made, arguments.Number("threshold"), arguments.Number("internal_weight_holdout") ?? 0, arguments.Number("tail_weight_holdout") ?? 0);
    }

    private static double[] Numbers(Arguments arguments, string name, JsonNode? node) => node is JsonArray list
        ? [.. list.Select(item => Arguments.AsNumber(item) ?? throw arguments.Fault(name, "a list of numbers is expected"))]
        : throw arguments.Fault(name, "a list of numbers is expected");
}
