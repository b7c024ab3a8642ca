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

    public static void AddSet(ValidationBuilder builder, Arguments arguments, string column, ValueSet values) =>
        _ = values switch
        {
            { Count: 0 } => throw arguments.Fault("value_set", "the set has no value, so every value of the column would fail"),
            { Texts: { } texts } => builder.OneOf(column, texts),
            { Wholes: { } wholes } => builder.OneOf(column, wholes),
            _ => builder.OneOf(column, values.Numbers!),
        };
}
