namespace DataIngestion.Suites;

/// <summary>The suite that a user of the claims set would write. The rows to be found were computed with Python's csv and datetime modules.</summary>
public sealed class ClaimsSuiteTests
{
    private const string Suite = """
        checks:
          - {check: unique, columns: [policy_number, incident_date]}
          - {check: one_of, column: police_report_available, values: ["YES", "NO", "?"]}
          - {check: one_of, column: fraud_reported, values: ["Y", "N"]}
          - {check: range, column: age, min: 16, max: 110}
          - {check: range, column: umbrella_limit, min: 0}
          - {check: pair_greater, first: incident_date, second: policy_bind_date, or_equal: true}
          - {check: mean, column: age, min: 38.9, max: 39}
          - {check: distinct_values_equal, column: policy_state, values: [OH, IN, IL]}
        """;

    [Fact]
    public async Task CheckAsync_ClaimsSet_FindsExactlyTheBadRows()
    {
        LocalStore store = LocalStore.OpenExisting(SharedData.Folder("CLAIMS_DATA", "claims"));
        ISource source = FileSource.Csv(store, "insurance_claims.csv", new FileSourceOptions { Ready = FileReadiness.Immediately });
        ValidationReport report = await DataValidation.CheckAsync(
            source, (rules, _) => ValidationSuite.Parse(Suite).AddTo(rules), new ValidationOptions { SampleLimit = 100 }, TestContext.Current.CancellationToken);
        report.Rows.ShouldBe(1000);
        report.Results.Where(result => !result.Passed).Select(result => result.Check).ShouldBe(
            ["range(umbrella_limit, 0, …)", report.Results[5].Check]);
        report.Results[4].Samples.Select(sample => (sample.Row, sample.Value)).ShouldBe([(291, "-1000000")]);
        report.Results[5].Samples.Select(sample => sample.Row).Distinct().ShouldBe([579]);
        report.Results[6].Observed!.Value.GetDouble().ShouldBe(38.948, 1e-9);
    }
}
