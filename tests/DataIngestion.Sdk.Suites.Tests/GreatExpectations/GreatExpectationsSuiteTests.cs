using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Suites.GreatExpectations;

public sealed class GreatExpectationsSuiteTests
{
    // The keys are those that 0.18 writes.
    private const string Old = """
        {"data_asset_type":null,"expectation_suite_name":"visitors_exp","ge_cloud_id":null,"meta":{"great_expectations_version":"0.17.11"},
         "expectations":[{"expectation_type":"expect_column_values_to_be_in_set","kwargs":{"column":"event_type","value_set":["page_load","page_view"]},"meta":{}}]}
        """;

    private const string New = """
        {"name":"taxi","suite_parameters":{"most":6},"meta":{},"notes":"","expectations":[
          {"type":"expect_column_values_to_be_between","kwargs":{"column":"passenger_count","min_value":0,"max_value":{"$PARAMETER":"most"},"mostly":0.9},
           "severity":"warning","meta":{},"id":"24dc475c"}]}
        """;

    [Fact]
    public void Parse_SuiteOf018_NamesItsRule()
    {
        GreatExpectationsSuite suite = GreatExpectationsSuite.Parse(Old);

        suite.Name.ShouldBe("visitors_exp");
        Rules(suite).ShouldHaveSingleItem().Validator.Columns.ShouldBe(["event_type"]);
    }

    [Fact]
    public void Parse_SuiteOf1_TakesParameterSeverityAndShare()
    {
        ValidationRule rule = Rules(GreatExpectationsSuite.Parse(New)).ShouldHaveSingleItem();

        rule.Name.ShouldBe("range(passenger_count, 0, 6) mostly 0.9");
        rule.Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public void Parse_GivenParameter_WinsOverTheSuite()
    {
        Dictionary<string, JsonNode?> parameters = new() { ["most"] = 8 };

        Rules(GreatExpectationsSuite.Parse(New, parameters)).ShouldHaveSingleItem().Name.ShouldBe("range(passenger_count, 0, 8) mostly 0.9");
    }

    [Theory]
    [InlineData("2 * (most + 1) - 4 / 2", 12)]
    [InlineData("-most", -6)]
    [InlineData("1e2", 100)]
    public void Parse_Arithmetic_IsEvaluated(string expression, long expected)
    {
        GreatExpectationsSuite suite = GreatExpectationsSuite.Parse(New.Replace("\"$PARAMETER\":\"most\"", $"\"$PARAMETER\":\"{expression}\"", StringComparison.Ordinal));

        suite.Expectations[0].Arguments["max_value"]!.ToJsonString().ShouldBe(expected.ToString());
    }

    [Theory]
    [InlineData("now()", "2024-03-01T12:00:00")]
    [InlineData("now() - timedelta(weeks=1, hours=2*6)", "2024-02-23T00:00:00")]
    [InlineData("datetime(2003, 1, 31) + timedelta(days=1)", "2003-02-01T00:00:00")]
    public void Parse_Times_AreEvaluatedAtTheGivenClock(string expression, string expected)
    {
        string text = New.Replace("\"$PARAMETER\":\"most\"", $"\"$PARAMETER\":\"{expression}\"", StringComparison.Ordinal);

        GreatExpectationsSuite suite = GreatExpectationsSuite.Parse(text, null, new Clock());

        suite.Expectations[0].Arguments["max_value"]!.GetValue<string>().ShouldBe(expected);
    }

    [Theory]
    [InlineData("unknown", "no value")]
    [InlineData("1 +", "missing")]
    [InlineData("most most", "left over")]
    [InlineData("system(1)", "not supported")]
    public void Parse_WrongExpression_NamesThePlace(string expression, string reason)
    {
        string text = New.Replace("\"$PARAMETER\":\"most\"", $"\"$PARAMETER\":\"{expression}\"", StringComparison.Ordinal);

        SuiteImportException fault = Should.Throw<SuiteImportException>(() => GreatExpectationsSuite.Parse(text));

        fault.Place.ShouldBe("expectations[0].kwargs.max_value");
        fault.Message.ShouldContain(reason);
    }

    [Fact]
    public void Parse_UnknownExpectation_NamesThePlaceAndTheSupportedOnes()
    {
        SuiteImportException fault = Should.Throw<SuiteImportException>(() => GreatExpectationsSuite.Parse(Old.Replace("to_be_in_set", "to_be_pretty", StringComparison.Ordinal)));

        fault.Place.ShouldBe("expectations[0]");
        fault.Message.ShouldContain("expect_column_values_to_be_pretty");
        fault.Message.ShouldContain("expect_column_values_to_be_unique");
    }

    [Theory]
    [InlineData("\"strict_mim\": true", "strict_mim")]
    [InlineData("\"mostly\": 1.1", "mostly")]
    [InlineData("\"mostly\": \"One\"", "mostly")]
    [InlineData("\"condition_parser\": \"spark\", \"row_condition\": \"a == 1\"", "condition_parser")]
    [InlineData("\"row_condition\": \"a ==\"", "row_condition")]
    public void AddTo_WrongArgument_NamesIt(string argument, string place)
    {
        GreatExpectationsSuite suite = One($$$"""{"type":"expect_column_values_to_be_between","kwargs":{"column":"a","min_value":1,{{{argument}}}}}""");

        Should.Throw<SuiteImportException>(() => Rules(suite)).Place.ShouldBe($"expectations[0].kwargs.{place}");
    }

    [Fact]
    public void AddTo_ContradictoryRange_Fails() => Should.Throw<SuiteImportException>(
        () => Rules(One("""{"type":"expect_column_values_to_be_between","kwargs":{"column":"a","min_value":2,"max_value":1}}"""))).Message.ShouldContain("empty");

    [Fact]
    public void AddTo_TextBoundForNumbers_Fails()
    {
        Schema schema = new([new Field("a", Int64Type.Default, true)], null);
        GreatExpectationsSuite suite = One("""{"type":"expect_column_values_to_be_between","kwargs":{"column":"a","min_value":"2"}}""");

        Should.Throw<SuiteImportException>(() => suite.AddTo(new ValidationBuilder(), schema)).Place.ShouldBe("expectations[0].kwargs.min_value");
    }

    [Fact]
    public void AddTo_SameExpectationTwice_SharesTheRule()
    {
        const string Twice = """{"type":"expect_column_values_to_not_be_null","kwargs":{"column":"a"}}""";
        ValidationBuilder builder = new();

        IReadOnlyList<GreatExpectationRule> rules = One(Twice + "," + Twice).AddTo(builder);

        builder.Rules.Count.ShouldBe(1);
        rules.Select(rule => rule.Rule).Distinct().Count().ShouldBe(1);
        rules.Count.ShouldBe(2);
    }

    internal static GreatExpectationsSuite One(string expectation) => GreatExpectationsSuite.Parse($$"""{"name":"one","expectations":[{{expectation}}]}""");

    private static IReadOnlyList<ValidationRule> Rules(GreatExpectationsSuite suite)
    {
        ValidationBuilder builder = new();
        suite.AddTo(builder);
        return builder.Rules;
    }

    private sealed class Clock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
