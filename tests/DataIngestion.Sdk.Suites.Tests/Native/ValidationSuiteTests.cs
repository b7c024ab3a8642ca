using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Suites.Native;

public sealed class ValidationSuiteTests
{
    [Theory]
    [InlineData("checks:\n  - {check: rang, column: a}", "line 2, checks[0].check", "use one of")]
    [InlineData("checks:\n  - {check: range, column: a, min: 1}\n  - {check: range, column: a, maxi: 1, min: 0}", "line 3, checks[1].maxi", "means nothing")]
    [InlineData("checks:\n  - {check: range, column: a, min: x}", "line 2, checks[0].min", "use a number")]
    [InlineData("checks:\n  - {check: range, column: a, min: 5, max: 1}", "line 2, checks[0]", "empty")]
    [InlineData("checks:\n  - {check: range, column: a, min: 2026-01-31T08:00:00, max: 2026-02-01T08:00:00Z}", "line 2, checks[0].max", "both ends")]
    [InlineData("checks:\n  - {check: range, column: a, min: 2026-01-31, max: 2026-02-01T08:00:00}", "line 2, checks[0].min", "both ends")]
    [InlineData("checks:\n  - {check: range, column: a, min: 2026-01-31T25:00:00}", "line 2, checks[0].min", "both ends")]
    [InlineData("checks:\n  - {check: matches, column: a, pattern: '('}", "line 2, checks[0]", "no regular expression")]
    [InlineData("checks:\n  - {check: matches, column: a, pattern: '^(?=a)(a+)+b$'}", "line 2, checks[0]", "backtracks catastrophically")]
    [InlineData("checks:\n  - {check: range, min: 5}", "line 2, checks[0].column", "is missing")]
    [InlineData("checks:\n  - {check: not_null, column: a, mostly: 2}", "line 2, checks[0]", "more than 0")]
    [InlineData("checks:\n  - {check: row_count, min: 1, on_failure: quarantine}", "line 2, checks[0]", "as a whole")]
    [InlineData("checks:\n  - {check: not_null, column: a, severity: grave}", "line 2, checks[0].severity", "error, warning or info")]
    [InlineData("checks:\n  - {check: one_of, column: a, values: x}", "line 2, checks[0].values", "no list")]
    [InlineData("checks:\n  - {check: row, expression: 'a >'}", "line 2, checks[0].expression", "character 4")]
    [InlineData("checks:\n  - {check: not_null, column: a, where: 'a > (1'}", "line 2, checks[0].where", "expected ')'")]
    [InlineData("checks:\n  - {check: change_at_most, figure: mode, column: a, share: 1}", "line 2, checks[0].figure", "use rows")]
    [InlineData("chekcs: []", "line 1", "means nothing in a suite")]
    [InlineData("checks: [", "line ", "")]
    [InlineData("", "line 1", "checks")]
    public void Parse_BadSuite_NamesLineAndPlace(string yaml, string place, string reason)
    {
        SuiteImportException fault = Should.Throw<SuiteImportException>(() => ValidationSuite.Parse(yaml).AddTo(new ValidationBuilder()));
        fault.Message.ShouldStartWith(place);
        fault.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("{check: not_null, column: b}", "no column 'b'; the columns are a")]
    [InlineData("{check: mean, column: b, min: 1}", "'b'")]
    [InlineData("{check: row, expression: a > c}", "'c'")]
    [InlineData("{check: not_null, column: a, where: d = 1}", "'d'")]
    [InlineData("{check: matches, column: a, pattern: x}", "int64")]
    [InlineData("{check: mean, column: a, min: 1}", null)]
    public void AddTo_ColumnsThatTheCheckCannotUse_NamesLineAndPlace(string check, string? reason)
    {
        Apache.Arrow.Schema schema = new([new Apache.Arrow.Field("a", Int64Type.Default, true)], null);
        void Add() => ValidationSuite.Parse($"checks:\n  - {{check: row_count}}\n  - {check}").AddTo(new ValidationBuilder(), schema: schema);
        if (reason is null)
        {
            Should.NotThrow(Add);
            return;
        }

        SuiteImportException fault = Should.Throw<SuiteImportException>(Add);
        fault.Message.ShouldStartWith("line 3, checks[1].check");
        fault.Message.ShouldContain(reason);
    }

    [Fact]
    public async Task AddTo_FormulasAndHistory_AreTheRules()
    {
        const string yaml = """
            checks:
              - {check: row, expression: a * 2 == b}
              - {check: not_null, column: b, where: a > 1 and a < 4}
              - {check: change_at_most, figure: mean, column: a, share: 0.5}
              - {check: within_deviations, figure: rows, deviations: 2, runs: 4, minimum_runs: 2}
            """;
        RecordBatch batch = new(
            new Schema([new Field("a", Int64Type.Default, true), new Field("b", Int64Type.Default, true)], null),
            [new Int64Array.Builder().Append(1).Append(3).Append(5).Build(), new Int64Array.Builder().Append(3).AppendNull().AppendNull().Build()],
            3);
        ValidationReport report = await DataValidation.CheckRowsAsync([batch], (rules, _) => ValidationSuite.Parse(yaml).AddTo(rules), cancellationToken: TestContext.Current.CancellationToken);
        report.Results.Select(result => (result.Check, result.RowsFailed, result.Passed)).ShouldBe(
        [
            ("row(((a * 2) == b))", 1, false), ("not_null(b) where ((a > 1) and (a < 4))", 1, false),
            ("change_at_most(mean(a), 0.5)", 0, true), ("within_deviations(rows, 2, 4, 2)", 0, true),
        ]);
        report.Figures.ShouldBe(new Dictionary<string, double> { ["mean(a)"] = 3, ["rows"] = 3 }, ignoreOrder: true);
    }

    [Fact]
    public async Task AddTo_Options_AreTheRules()
    {
        const string yaml = """
            checks:
              - {check: range, column: a, min: 2, on_failure: quarantine, mostly: 0.5}
              - {check: not_null, column: a, severity: warning, message: "{failed} gaps"}
              - {check: range, column: a, min: 0, missing: fail}
              - {check: sum, column: a, max: 100, severity: info}
            """;
        ValidationBuilder builder = new();
        ValidationSuite.Parse(yaml).AddTo(builder);
        builder.Rules.Select(rule => (rule.Severity, rule.OnFailure)).ShouldBe(
        [
            (Severity.Error, FailureAction.Quarantine), (Severity.Warning, FailureAction.Hold), (Severity.Error, FailureAction.Hold), (Severity.Info, FailureAction.Hold),
        ]);
        RecordBatch batch = new(new Schema([new Field("a", Int64Type.Default, true)], null), [new Int64Array.Builder().Append(1).Append(3).AppendNull().Build()], 3);
        ValidationReport report = await DataValidation.CheckRowsAsync([batch], (rules, _) => ValidationSuite.Parse(yaml).AddTo(rules), cancellationToken: TestContext.Current.CancellationToken);
        report.Results.Select(result => result.Passed).ShouldBe([true, false, false, true]);
        report.Results[1].Message.ShouldBe("1 gaps");
        report.Results[3].Observed!.Value.GetDouble().ShouldBe(4);
        report.Passed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("min: 2026-01-31T08:00:00, max: 2026-01-31T09:30:00.5", "range(a, 2026-01-31T08:00:00, 2026-01-31T09:30:00.5)")]
    [InlineData("min: 2026-01-31T08:00:00Z, max: 2026-01-31T09:30:00+02:00, strict_min: true", "")]
    [InlineData("min: 2026-01-31T08:00:00+02:00, max: 2026-01-31T08:00:00Z", "range(a, 2026-01-31T06:00:00Z, 2026-01-31T08:00:00Z)")]
    [InlineData("max: 2026-01-31T08:00:00Z, strict_max: true", "range(a, …, < 2026-01-31T08:00:00Z)")]
    public void AddTo_RangeOfTimes_IsOfTheirKind(string bounds, string name)
    {
        ValidationBuilder builder = new();
        ValidationSuite suite = ValidationSuite.Parse($"checks: [{{check: range, column: a, {bounds}}}]");
        if (name.Length == 0)
        {
            // 09:30 two hours east of Greenwich is 07:30 there, before 08:00.
            Should.Throw<SuiteImportException>(() => suite.AddTo(builder)).Message.ShouldContain("empty");
            return;
        }

        suite.AddTo(builder);
        builder.Rules[0].Name.ShouldBe(name);
    }

    [Fact]
    public void Register_CheckOfAThirdParty_IsKnownToSuites()
    {
        ValidationSuite.Register("third_party_check", (rules, section) => rules.NotNull(section.Text("column")));
        ValidationBuilder builder = new();
        ValidationSuite.Parse("checks: [{check: third_party_check, column: a}]").AddTo(builder);
        builder.Rules[0].Name.ShouldBe("not_null(a)");
        Should.Throw<ArgumentException>(() => ValidationSuite.Register("range", (_, _) => { }));
    }

    [Fact]
    public void AddTo_External_StartsProgramsOnlyWhereTheyAreAllowed()
    {
        ValidationSuite suite = ValidationSuite.Parse("""
            checks:
              - {check: external, name: model, program: python3, arguments: [check.py], columns: [a], scope: row, format: arrow_stream, time_out: 2.5, environment: {MODE: strict}, on_failure: quarantine}
            """);
        SuiteImportException refused = Should.Throw<SuiteImportException>(() => suite.AddTo(new ValidationBuilder()));
        refused.Message.ShouldContain("checks[0].check");
        refused.Message.ShouldContain("--allow-programs");
        ValidationBuilder allowed = new();
        suite.AddTo(allowed, allowPrograms: true);
        ValidationBuilder inCode = new();
        inCode.External("model", "python3", ["check.py"], new()
        {
            Columns = ["a"],
            Scope = CheckScope.Row,
            Format = ExternalFormat.ArrowStream,
            Environment = new Dictionary<string, string> { ["MODE"] = "strict" },
        }).Quarantine();
        allowed.Rules[0].Name.ShouldBe(inCode.Rules[0].Name);
        allowed.Rules[0].OnFailure.ShouldBe(FailureAction.Quarantine);
    }

    // Every name has to be usable; arguments that a check does not take are faults, so a few kinds of sections are tried for each.
    [Fact]
    public void CheckNames_AllChecks_CanBeMade()
    {
        string[] sections =
        [
            "column: a", "column: a, min: 1", "column: a, values: [x]", "column: a, pattern: x", "column: a, patterns: [x]", "min: 1", "columns: [a, b]", "first: a, second: b",
            "columns: [a, b], total: 1", "column: a, threshold: 2", "column: a, format: yyyy-MM-dd", "column: a, schema: '{}'", "column: a, types: [int64]",
            "column: a, maximum_age: 1.00:00:00", "column: a, quantile: 0.5, min: 1", "figure: rows, share: 0.1", "figure: rows, deviations: 3",
            "expression: a = b", "name: a, program: b",
        ];
        foreach (string name in ValidationSuite.CheckNames)
        {
            sections.Any(section => CanBeMade(name, section)).ShouldBeTrue(name);
        }
    }

    private static bool CanBeMade(string name, string section)
    {
        try
        {
            ValidationSuite.Parse($"checks: [{{check: {name}, {section}}}]").AddTo(new ValidationBuilder(), allowPrograms: true);
            return true;
        }
        catch (SuiteImportException)
        {
            return false;
        }
    }
}
