namespace DataIngestion.Pipelines;

/// <summary>The auto-insurance claims set in its three date styles.</summary>
public sealed class ClaimsSetTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ThreeDateStyles_GiveTheSameTableCellByCell()
    {
        string data = SharedData.Folder("CLAIMS_DATA", "claims");
        List<string> american = await PublishAsync(Path.Combine(data, "insurance_claims.csv"), "M/d/yyyy");
        List<string> carriageReturns = await PublishAsync(Path.Combine(data, "mdy_crlf_40col_dazdejkovic.csv"), "M/d/yyyy");
        List<string> shortYears = await PublishAsync(Path.Combine(data, "yy_dates_40col.csv"), "dd-MM-yy");
        american.Count.ShouldBe(1_000);
        carriageReturns.ShouldBe(american);
        shortYears.ShouldBe(american);
        american[0].ShouldContain("|2014-10-17|");
        american[0].ShouldContain("|2015-01-25|");
    }

    [Fact]
    public async Task RunAsync_ClaimsSet_MakesParquetAtLeastSeventyPercentSmaller()
    {
        string file = Path.Combine(SharedData.Folder("CLAIMS_DATA", "claims"), "insurance_claims.csv");
        using TestLake lake = new();
        File.Copy(file, lake.Incoming("claims.csv"));
        (await lake.Pipeline().Build().RunAsync(Cancel)).Status.ShouldBe(PipelineStatus.Published);
        double ratio = (double)(await lake.Table.GetVersionAsync(cancellationToken: Cancel)).Bytes / new FileInfo(file).Length;
        ratio.ShouldBeLessThanOrEqualTo(0.30);
    }

    [Fact]
    public async Task RunAsync_ClaimsSetInferred_ShowsWhatWasDetectedAndKeepsTheKindsOfMissingApart()
    {
        string file = Path.Combine(SharedData.Folder("CLAIMS_DATA", "claims"), "insurance_claims.csv");
        using TestLake lake = new();
        File.Copy(file, lake.Incoming("claims.csv"));
        RunRecord run = (await lake.Pipeline().Build().RunAsync(Cancel)).Runs[0];
        run.Detected.Values.ShouldContain(value => value.Contains("M/d/yyyy"));
        run.ColumnCounts.ShouldContain(new ColumnCount("collision_type", "marker ?", 178));
        run.ColumnCounts.ShouldContain(new ColumnCount("property_damage", "marker ?", 360));
        run.ColumnCounts.ShouldContain(new ColumnCount("police_report_available", "marker ?", 343));
        run.ColumnCounts.ShouldContain(new ColumnCount("_c39", "empty", 1_000));
        (await TestLake.RowsAsync(lake.Table, null, "authorities_contacted")).Count(value => value == "None").ShouldBe(91);
    }

    [Fact]
    public async Task RunAsync_ClaimsSetWithShortYears_StopsAndAsks()
    {
        string file = Path.Combine(SharedData.Folder("CLAIMS_DATA", "claims"), "yy_dates_40col.csv");
        using TestLake lake = new();
        File.Copy(file, lake.Incoming("claims.csv"));
        PipelineResult result = await lake.Pipeline().Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Failed);
        result.Runs[0].Reasons[0].ShouldSatisfyAllConditions(
            reason => reason.ShouldContain("incident_date"),
            reason => reason.ShouldContain("25-01-15"));
        lake.HasVersion(0).ShouldBeFalse();
    }

    private static async Task<List<string>> PublishAsync(string file, string format)
    {
        using TestLake lake = new();
        File.Copy(file, lake.Incoming("claims.csv"));
        string[] columns = (await File.ReadAllLinesAsync(file, Cancel))[0].Split(',');
        PipelineResult result = await lake.Pipeline().WithContract(contract => Declare(contract, columns, format)).Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Published, string.Join("; ", result.Runs.SelectMany(run => run.Reasons)));

        // The last column differs between the copies: empty in two, a model's guess in the third.
        return await TestLake.RowsAsync(lake.Table, null, [.. columns[..39]]);
    }

    private static void Declare(ContractBuilder contract, string[] columns, string format)
    {
        foreach (string column in columns)
        {
            _ = column switch
            {
                "policy_bind_date" or "incident_date" => contract.Column(column, ColumnType.Date, format),
                "policy_number" => contract.Column(column, ColumnType.Int64),
                "policy_annual_premium" => contract.Column(column, ColumnType.Decimal(10, 2)),
                "fraud_reported" => contract.Column(column, ColumnType.Boolean, trueValues: ["Y"], falseValues: ["N"]),
                "collision_type" or "property_damage" or "police_report_available" => contract.Column(column, ColumnType.String, missing: ["?"]),
                _ => contract.Column(column, ColumnType.String),
            };
        }

        contract.PrimaryKey("policy_number", "incident_date");
    }
}
