namespace DataIngestion.GreatExpectations;

/// <summary>Expectations about several columns of a row.</summary>
internal static class SeveralColumnExpectations
{
    public static IReadOnlyDictionary<string, Action<ValidationBuilder, Arguments>> All { get; } = new Dictionary<string, Action<ValidationBuilder, Arguments>>
    {
        ["expect_compound_columns_to_be_unique"] = Unique,
    };

    private static void Unique(ValidationBuilder builder, Arguments arguments)
    {
        arguments.OneOf("ignore_row_if", "all_values_are_missing", "all_values_are_missing", "any_value_is_missing");
        builder.Unique(arguments.Texts("column_list"), DuplicateRows.All);
    }
}
