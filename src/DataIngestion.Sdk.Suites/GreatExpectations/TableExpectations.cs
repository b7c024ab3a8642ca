namespace DataIngestion.GreatExpectations;

/// <summary>Expectations about the table.</summary>
internal static class TableExpectations
{
    public static IReadOnlyDictionary<string, Action<ValidationBuilder, Arguments>> All { get; } = new Dictionary<string, Action<ValidationBuilder, Arguments>>
    {
        ["expect_column_to_exist"] = Exists,
        ["expect_table_row_count_to_be_between"] = (builder, arguments) =>
        {
            (long minimum, long maximum) = Bounds(arguments);
            builder.RowCount(minimum, maximum);
        },
        ["expect_table_column_count_to_be_between"] = (builder, arguments) =>
        {
            (long minimum, long maximum) = Bounds(arguments);
            builder.ColumnCount((int)minimum, (int)Math.Min(maximum, int.MaxValue));
        },
        ["expect_table_column_count_to_equal"] = (builder, arguments) => builder.ColumnCount((int)arguments.Required("value"), (int)arguments.Required("value")),
        ["expect_table_columns_to_match_ordered_list"] = (builder, arguments) => builder.ColumnsMatch(arguments.Texts("column_list"), ordered: true),
        ["expect_table_columns_to_match_set"] = (builder, arguments) => builder.ColumnsMatch(
            arguments.Node("column_set") is null ? [] : [.. arguments.Texts("column_set").Distinct(StringComparer.Ordinal)], others: !arguments.Flag("exact_match", true)),
        ["expect_table_row_count_to_equal"] = (builder, arguments) => builder.RowCount(arguments.Required("value"), arguments.Required("value")),
    };

    private static (long Minimum, long Maximum) Bounds(Arguments arguments)
    {
        long? minimum = Bound(arguments, "min_value", "strict_min", 1);
        long? maximum = Bound(arguments, "max_value", "strict_max", -1);
        return minimum > maximum ? throw arguments.Fault("min_value", "the minimum is greater than the maximum") : (minimum ?? 0, maximum ?? long.MaxValue);
    }

    private static long? Bound(Arguments arguments, string name, string strict, int inwards) => arguments.Whole(name) + (arguments.Flag(strict) ? inwards : 0);

    private static void Exists(ValidationBuilder builder, Arguments arguments)
    {
        string column = arguments.Column();
        if (arguments.Whole("column_index") is { } index)
        {
            builder.Add(new ColumnPlaceValidator(column, index));
        }
        else
        {
            builder.HasColumns(column);
        }
    }
}
