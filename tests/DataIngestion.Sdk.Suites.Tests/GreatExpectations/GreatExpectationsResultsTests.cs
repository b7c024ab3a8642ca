using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Suites.GreatExpectations;

public sealed class GreatExpectationsResultsTests
{
    private static readonly Schema Columns = new([new Field("a", Int64Type.Default, true)], null);

    // The counts of the example in Great Expectations' documentation of its result format.
    [Fact]
    public void ToJson_FailedRows_HasTheCountsAndPercentages()
    {
        JsonObject result = Written(GreatExpectationsVersion.V1, "7")["results"]![0]!["result"]!.AsObject();

        result["element_count"]!.GetValue<long>().ShouldBe(5);
        result["missing_count"]!.GetValue<long>().ShouldBe(1);
        result["missing_percent"]!.GetValue<double>().ShouldBe(20);
        result["unexpected_count"]!.GetValue<long>().ShouldBe(1);
        result["unexpected_percent"]!.GetValue<double>().ShouldBe(25);
        result["unexpected_percent_total"]!.GetValue<double>().ShouldBe(20);
        result["unexpected_percent_nonmissing"]!.GetValue<double>().ShouldBe(25);
        result["partial_unexpected_list"]!.ToJsonString().ShouldBe("[7]");
        result["partial_unexpected_counts"]!.ToJsonString().ShouldBe("""[{"value":7,"count":1}]""");
        result["partial_unexpected_index_list"]!.ToJsonString().ShouldBe("[3]");
        result["unexpected_list"]!.ToJsonString().ShouldBe("[7]");
    }

    [Fact]
    public void ToJson_Version1_HasItsKeys()
    {
        JsonObject document = Written(GreatExpectationsVersion.V1, "7");

        document.Select(member => member.Key).ShouldBe(["success", "results", "suite_name", "suite_parameters", "statistics", "meta"], ignoreOrder: true);
        document["statistics"]!.ToJsonString().ShouldBe("""{"evaluated_expectations":1,"successful_expectations":0,"unsuccessful_expectations":1,"success_percent":0}""");
        document["results"]![0]!["expectation_config"]!["type"]!.ToString().ShouldBe("expect_column_values_to_be_between");
    }

    [Fact]
    public void ToJson_Version018_HasItsKeys()
    {
        JsonObject document = Written(GreatExpectationsVersion.V018, "7");

        document.Select(member => member.Key).ShouldBe(["success", "results", "evaluation_parameters", "statistics", "meta"], ignoreOrder: true);
        document["meta"]!["expectation_suite_name"]!.ToString().ShouldBe("one");
        document["results"]![0]!["expectation_config"]!["expectation_type"]!.ToString().ShouldBe("expect_column_values_to_be_between");
    }

    [Fact]
    public void ToJson_MaskedValue_StaysMasked() =>
        Written(GreatExpectationsVersion.V1, "(masked)")["results"]![0]!["result"]!["unexpected_list"]!.ToJsonString().ShouldBe("[\"(masked)\"]");

    [Fact]
    public void ToJson_ReportWithoutTheRule_Fails()
    {
        GreatExpectationsSuite suite = Suite();
        IReadOnlyList<GreatExpectationRule> rules = suite.AddTo(new ValidationBuilder(), Columns);

        Should.Throw<ArgumentException>(() => GreatExpectationsResults.ToJson(suite, rules, new ValidationReport("data", DateTimeOffset.UnixEpoch, 0, [])));
    }

    private static GreatExpectationsSuite Suite() =>
        GreatExpectationsSuiteTests.One("""{"type":"expect_column_values_to_be_between","kwargs":{"column":"a","max_value":5}}""");

    private static JsonObject Written(GreatExpectationsVersion version, string value)
    {
        GreatExpectationsSuite suite = Suite();
        IReadOnlyList<GreatExpectationRule> rules = suite.AddTo(new ValidationBuilder(), Columns);
        ValidationResult result = new(rules[0].Rule, ["a"], Severity.Error, FailureAction.Hold, false, 5, 1, "", [new FailureSample("data", 4, "a", value)]) { RowsMissing = 1 };
        ValidationReport report = new("data", DateTimeOffset.UnixEpoch, 5, [result]);
        return GreatExpectationsResults.ToJson(suite, rules, report, Columns, new GreatExpectationsResultOptions { Version = version, Format = GreatExpectationsResultFormat.Complete });
    }
}
