using Apache.Arrow.Types;

namespace DataIngestion.GreatExpectations;

/// <summary>Expectations about the values of one column.</summary>
internal static class RowExpectations
{
    private const string Prefix = "expect_column_value";

    public static IReadOnlyDictionary<string, Action<ValidationBuilder, Arguments>> All { get; } = new Dictionary<string, Action<ValidationBuilder, Arguments>>
    {
        [$"{Prefix}s_to_not_be_null"] = (builder, arguments) => builder.NotNull(arguments.Column()),
        [$"{Prefix}s_to_be_unique"] = (builder, arguments) => builder.Unique([arguments.Column()], DuplicateRows.All),
        [$"{Prefix}s_to_be_between"] = Range,
        [$"{Prefix}s_to_be_in_set"] = InSet,
        [$"{Prefix}s_to_match_regex"] = (builder, arguments) => builder.Matches(arguments.Column(), PythonPattern.ToNet(arguments.Text("regex"))),
        [$"{Prefix}s_to_be_null"] = (builder, arguments) => builder.Null(arguments.Column()),
        [$"{Prefix}s_to_not_be_in_set"] = NotInSet,
        [$"{Prefix}s_to_not_match_regex"] = (builder, arguments) => builder.NotMatches(arguments.Column(), PythonPattern.ToNet(arguments.Text("regex"))),
        [$"{Prefix}s_to_match_regex_list"] = MatchesList,
        [$"{Prefix}s_to_not_match_regex_list"] = (builder, arguments) => builder.MatchesNone(arguments.Column(), Patterns(arguments)),
        [$"{Prefix}s_to_match_like_pattern"] = (builder, arguments) => builder.Like(arguments.Column(), arguments.Text("like_pattern")),
        [$"{Prefix}s_to_not_match_like_pattern"] = (builder, arguments) => builder.NotLike(arguments.Column(), arguments.Text("like_pattern")),
        [$"{Prefix}s_to_match_like_pattern_list"] = LikeList,
        [$"{Prefix}s_to_not_match_like_pattern_list"] = (builder, arguments) => builder.NotLike(arguments.Column(), [.. arguments.Texts("like_pattern_list")]),
        [$"{Prefix}_lengths_to_be_between"] = (builder, arguments) => Length(
            builder, arguments, arguments.Whole("min_value"), arguments.Whole("max_value"), arguments.Flag("strict_min"), arguments.Flag("strict_max")),
        [$"{Prefix}_lengths_to_equal"] = (builder, arguments) => Length(builder, arguments, arguments.Required("value"), arguments.Required("value"), false, false),
        [$"{Prefix}s_to_match_strftime_format"] = (builder, arguments) => builder.DateFormat(arguments.Column(), StrftimeFormat.ToNet(arguments)),
        [$"{Prefix}s_to_be_dateutil_parseable"] = (builder, arguments) => builder.DateParseable(arguments.Column()),
        [$"{Prefix}s_to_be_json_parseable"] = Json,
        [$"{Prefix}s_to_match_json_schema"] = (builder, arguments) => builder.MatchesJsonSchema(
            arguments.Column(), (arguments.Node("json_schema") ?? throw arguments.Fault("json_schema", "the argument is missing")).ToJsonString()),
        [$"{Prefix}s_to_be_of_type"] = (builder, arguments) => builder.OfType(arguments.Column(), TypeNames.Of(arguments, "type_", arguments.Text("type_"))),
        [$"{Prefix}s_to_be_in_type_list"] = (builder, arguments) => builder.OfType(
            arguments.Column(), [.. arguments.Texts("type_list").SelectMany(name => TypeNames.Of(arguments, "type_list", name)).Distinct()]),
        [$"{Prefix}s_to_be_increasing"] = (builder, arguments) => builder.Increasing(arguments.Column(), arguments.Flag("strictly")),
        [$"{Prefix}s_to_be_decreasing"] = (builder, arguments) => builder.Decreasing(arguments.Column(), arguments.Flag("strictly")),
        [$"{Prefix}_z_scores_to_be_less_than"] = (builder, arguments) => builder.ZScore(
            arguments.Column(),
            arguments.Number("threshold") ?? throw arguments.Fault("threshold", "the argument is missing"),
            arguments.Flag("double_sided", true)),
    };

    private static void Range(ValidationBuilder builder, Arguments arguments)
    {
        string column = arguments.Column();
        bool strictMinimum = arguments.Flag("strict_min");
        bool strictMaximum = arguments.Flag("strict_max");
        BoundPair bounds = BoundPair.Of(arguments, column);
        _ = bounds.Kind switch
        {
            BoundKind.Whole => builder.Range(column, (long?)bounds.Minimum, (long?)bounds.Maximum, strictMinimum, strictMaximum),
            BoundKind.Number => builder.Range(column, (double?)bounds.Minimum, (double?)bounds.Maximum, strictMinimum, strictMaximum),
            BoundKind.Date => builder.Range(column, (DateOnly?)bounds.Minimum, (DateOnly?)bounds.Maximum, strictMinimum, strictMaximum),
            BoundKind.Instant => builder.Range(column, (DateTimeOffset?)bounds.Minimum, (DateTimeOffset?)bounds.Maximum, strictMinimum, strictMaximum),
            BoundKind.Time => builder.Range(column, (DateTime?)bounds.Minimum, (DateTime?)bounds.Maximum, strictMinimum, strictMaximum),
            _ => builder.Range(column, (string?)bounds.Minimum, (string?)bounds.Maximum, strictMinimum, strictMaximum),
        };
    }

    private static void InSet(ValidationBuilder builder, Arguments arguments)
    {
        string column = arguments.Column();
        if (arguments.Node("value_set") is null)
        {
            builder.Add(new EveryRowValidator($"anything({column})", column));
            return;
        }

        AddSet(builder, arguments, column, ValueSet.Of(arguments, column));
    }

    // Only text is parsed; any other value is none.
    private static void Json(ValidationBuilder builder, Arguments arguments) => _ = arguments.Kind(arguments.Column()) is null or ArrowTypeId.String
        ? builder.Json(arguments.Column())
        : builder.OfType(arguments.Column(), ColumnType.String);

    private static void NotInSet(ValidationBuilder builder, Arguments arguments)
    {
        string column = arguments.Column();
        ValueSet values = ValueSet.Of(arguments, column);
        _ = values switch
        {
            { Count: 0 } => builder.Add(new EveryRowValidator($"nothing_forbidden({column})", column)),
            { Texts: { } texts } => builder.NotOneOf(column, texts),
            { Wholes: { } wholes } => builder.NotOneOf(column, wholes),
            _ => builder.NotOneOf(column, values.Numbers!),
        };
    }

    private static void MatchesList(ValidationBuilder builder, Arguments arguments) => _ = arguments.OneOf("match_on", "any", "any", "all") == "all"
        ? builder.MatchesAll(arguments.Column(), Patterns(arguments))
        : builder.MatchesAny(arguments.Column(), Patterns(arguments));

    private static void LikeList(ValidationBuilder builder, Arguments arguments) => _ = arguments.OneOf("match_on", "any", "any", "all") == "all"
        ? builder.LikeAll(arguments.Column(), [.. arguments.Texts("like_pattern_list")])
        : builder.Like(arguments.Column(), [.. arguments.Texts("like_pattern_list")]);

    private static string[] Patterns(Arguments arguments) => [.. arguments.Texts("regex_list").Select(PythonPattern.ToNet)];

    private static void Length(ValidationBuilder builder, Arguments arguments, long? minimum, long? maximum, bool strictMinimum, bool strictMaximum)
    {
        if (minimum is null && maximum is null)
        {
            throw arguments.Fault("min_value", "min_value and max_value cannot both be missing");
        }

        builder.Length(arguments.Column(), (int?)minimum, (int?)maximum, strictMinimum, strictMaximum);
    }

    public static void AddSet(ValidationBuilder builder, Arguments arguments, string column, ValueSet values) =>
        _ = values switch
        {
            { Count: 0 } => throw arguments.Fault("value_set", "the set has no value, so every value of the column would fail"),
            { Texts: { } texts } => builder.OneOf(column, texts),
            { Wholes: { } wholes } => builder.OneOf(column, wholes),
            _ => builder.OneOf(column, values.Numbers!),
        };
}
