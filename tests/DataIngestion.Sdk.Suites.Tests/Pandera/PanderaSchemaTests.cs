namespace DataIngestion.Suites.Pandera;

public sealed class PanderaSchemaTests
{
    // As 0.32 writes it: checks are keys of the column.
    private const string Flat = """
        schema_type: dataframe
        api: pandas
        columns:
          int_column:
            title: integer_col
            description: Integer column with title
            dtype: int64
            nullable: false
            required: true
            greater_than: 0
            less_than: 10
            in_range: {min_value: 0, max_value: 10, include_min: true, include_max: true}
        """;

    private const string Nested = """
        schema_type: dataframe
        version: 0.20.4
        columns:
          int_column:
            dtype: int64
            nullable: false
            checks:
              greater_than: 0
              less_than: 10
              in_range: {min_value: 0, max_value: 10, include_min: true, include_max: true}
        index: null
        checks: null
        """;

    private const string Listed = """
        {"schema_type": "dataframe", "columns": {"int_column": {"dtype": "int64", "checks": [
          {"value": 0, "options": {"check_name": "greater_than"}},
          {"value": 10, "options": {"check_name": "less_than"}},
          {"min_value": 0, "max_value": 10, "include_min": true, "include_max": true, "options": {"check_name": "in_range", "ignore_na": true}}]}}}
        """;

    [Theory]
    [InlineData(Flat)]
    [InlineData(Nested)]
    [InlineData(Listed)]
    public void AddTo_EachShapeOfChecks_GivesTheSameRules(string schema) => Rules(schema).Select(rule => rule.Name).ShouldBe(
    [
        "has_columns(int_column)", "not_null(int_column)", "range(int_column, > 0, …)", "range(int_column, …, < 10)", "range(int_column, 0, 10)",
    ]);

    [Theory]
    [InlineData("isin: [a, b]", "one_of(c, a, b)")]
    [InlineData("isin: {value: [1, 2], options: {raise_warning: true}}", "one_of(c, 1, 2)")]
    [InlineData("eq: x", "one_of(c, x)")]
    [InlineData("ge: 2.5", "range(c, 2.5, …)")]
    [InlineData("str_matches: a+", @"matches(c, \A(?:a+))")]
    [InlineData("str_startswith: a.b", @"matches(c, \Aa\.b)")]
    public void AddTo_Check_BecomesTheRule(string check, string rule) => Rules($"columns: {{c: {{nullable: true, required: false, checks: {{{check}}}}}}}").ShouldHaveSingleItem().Name.ShouldBe(rule);

    [Fact]
    public void AddTo_Options_SetMissingAndSeverity()
    {
        ValidationRule rule = Rules("columns: {c: {nullable: true, required: false, checks: {gt: {value: 0, options: {ignore_na: false, raise_warning: true}}}}}").ShouldHaveSingleItem();

        rule.MissingFails.ShouldBeTrue();
        rule.Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public void AddTo_DroppedRows_AreQuarantined() =>
        Rules("{columns: {c: {required: false}}, drop_invalid_rows: true}").ShouldHaveSingleItem().OnFailure.ShouldBe(FailureAction.Quarantine);

    [Fact]
    public void Contract_Types_AreThoseOfTheSchema()
    {
        DataContract contract = PanderaSchema.Parse("""
            strict: filter
            ordered: true
            columns:
              - {name: a, dtype: int32}
              - {name: b, dtype: "datetime64[ns]", nullable: true}
            """).Contract!;

        contract.Columns.Select(column => (column.Name, column.Type, column.Required)).ShouldBe([("a", ColumnType.Int32, true), ("b", ColumnType.TimestampWithoutZone, false)]);
        contract.NewColumns.ShouldBe(ColumnPolicy.Ignore);
        contract.ReorderedColumns.ShouldBe(ColumnPolicy.Freeze);
    }

    [Theory]
    [InlineData("columns: {c: {dtype: complex128}}", "columns.c.dtype")]
    [InlineData("columns: {c: {checks: {is_pretty: 1}}}", "columns.c.checks.is_pretty")]
    [InlineData("columns: {c: {is_pretty: 1}}", "columns.c.is_pretty")]
    [InlineData("columns: {c: {regex: true}}", "columns.c.regex")]
    [InlineData("columns: {c: {checks: {gt: {value: 0, options: {groupby: x}}}}}", "columns.c.checks.gt.options.groupby")]
    [InlineData("columns: {c: {checks: {in_range: {min_value: 3, max_value: 1}}}}", "columns.c.checks.in_range")]
    [InlineData("{columns: {c: {}}, checks: {my_check: {}}}", "checks")]
    [InlineData("{columns: {c: {}}, colums: {}}", "colums")]
    [InlineData("{columns: {c: {}}, index: [{name: id, dtype: int64}]}", "index")]
    public void Parse_WhatIsNotSupported_NamesThePlace(string schema, string place) =>
        Should.Throw<SuiteImportException>(() => PanderaSchema.Parse(schema)).Place.ShouldBe(place);

    private static IReadOnlyList<ValidationRule> Rules(string schema)
    {
        ValidationBuilder builder = new();
        PanderaSchema.Parse(schema).AddTo(builder);
        return builder.Rules;
    }
}
