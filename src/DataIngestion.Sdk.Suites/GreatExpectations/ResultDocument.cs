using System.Globalization;
using System.Text.Json.Nodes;
using Apache.Arrow;

namespace DataIngestion.GreatExpectations;

/// <summary>The validation result of a suite in the form of one release.</summary>
internal sealed class ResultDocument(GreatExpectationsSuite suite, ValidationReport report, Schema? schema, GreatExpectationsResultOptions options)
{
    private readonly Dictionary<string, ValidationResult> _found = report.Results.ToDictionary(result => result.Check, StringComparer.Ordinal);

    private bool IsOld => options.Version == GreatExpectationsVersion.V018;

    public JsonObject Make(IReadOnlyList<GreatExpectationRule> rules)
    {
        JsonArray results = [];
        int succeeded = 0;
        foreach (GreatExpectationRule rule in rules)
        {
            ValidationResult result = _found.TryGetValue(rule.Rule, out ValidationResult? known)
                ? known
                : throw new ArgumentException($"The report has no result of the rule '{rule.Rule}'. Give the report of a validation with the rules of this suite.");
            succeeded += result.Passed ? 1 : 0;
            results.Add(One(rule, result));
        }

        return Frame(results, succeeded, rules.Count);
    }

    private JsonObject Frame(JsonArray results, int succeeded, int count)
    {
        JsonObject document = new() { ["success"] = succeeded == count, ["results"] = results };
        if (!IsOld)
        {
            document["suite_name"] = suite.Name;
        }

        document[IsOld ? "evaluation_parameters" : "suite_parameters"] = suite.Parameters.DeepClone();
        document["statistics"] = new JsonObject
        {
            ["evaluated_expectations"] = count,
            ["successful_expectations"] = succeeded,
            ["unsuccessful_expectations"] = count - succeeded,
            ["success_percent"] = count == 0 ? null : 100.0 * succeeded / count,
        };
        document["meta"] = new JsonObject
        {
            ["expectation_suite_name"] = suite.Name,
            ["run_id"] = new JsonObject { ["run_name"] = report.Name, ["run_time"] = report.At.ToString("O", CultureInfo.InvariantCulture) },
        };
        return document;
    }

    private JsonObject One(GreatExpectationRule rule, ValidationResult result)
    {
        GreatExpectation expectation = rule.Expectation;
        JsonObject configuration = new()
        {
            [IsOld ? "expectation_type" : "type"] = expectation.Type,
            ["kwargs"] = expectation.Arguments.DeepClone(),
            ["meta"] = expectation.Configuration["meta"]?.DeepClone() ?? new JsonObject(),
        };
        if ((expectation.Configuration["id"] ?? expectation.Configuration["ge_cloud_id"]) is { } id)
        {
            configuration[IsOld ? "ge_cloud_id" : "id"] = id.DeepClone();
        }

        if (!IsOld)
        {
            configuration["severity"] = expectation.Severity switch { Severity.Error => "critical", Severity.Warning => "warning", _ => "info" };
        }

        bool broke = RuleFault.Is(result);
        return new JsonObject
        {
            ["success"] = result.Passed,
            ["expectation_config"] = configuration,
            ["result"] = broke || options.Format == GreatExpectationsResultFormat.BooleanOnly ? new JsonObject() : new ResultBody(rule, result, schema, options.Format).Make(),
            ["meta"] = new JsonObject(),
            ["exception_info"] = new JsonObject
            {
                ["raised_exception"] = broke,
                ["exception_traceback"] = null,
                ["exception_message"] = broke ? result.Message : null,
            },
        };
    }
}

/// <summary>Whether a check broke instead of finding something.</summary>
internal static class RuleFault
{
    public static bool Is(ValidationResult result) => !result.Passed && result.Message.StartsWith("The check '", StringComparison.Ordinal) && result.Message.Contains("' failed with ", StringComparison.Ordinal);
}
