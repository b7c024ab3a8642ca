using System.Globalization;
using Apache.Arrow;

namespace DataIngestion.Contracts;

public sealed class ClaimsTests
{
    private const string MonthFirst = "insurance_claims.csv";
    private const string TwoDigitYears = "yy_dates_40col.csv";
    private const string CarriageReturns = "mdy_crlf_40col_dazdejkovic.csv";

    [Theory]
    [InlineData(MonthFirst)]
    [InlineData(CarriageReturns)]
    public void Complete_MonthFirstClaims_InfersTheKnownTypes(string file)
    {
        InferredContract inferred = Infer(file);

        inferred.Contract.Columns.Count.ShouldBe(40);
        foreach (string name in new[] { "policy_bind_date", "incident_date" })
        {
            inferred.Contract.Find(name)!.Type.ShouldBe(ColumnType.Date, name);
            inferred.Contract.Find(name)!.Formats.ShouldBe(["M/d/yyyy"]);
            inferred.Detected[name].ShouldBe("date, format M/d/yyyy");
        }

        foreach (string name in new[] { "insured_zip", "policy_number", "umbrella_limit", "age", "capital-loss", "auto_year" })
        {
            inferred.Contract.Find(name)!.Type.ShouldBe(ColumnType.Int64, name);
        }

        inferred.Contract.Find("policy_annual_premium")!.Type.ShouldBe(ColumnType.Float64);
        inferred.Contract.Find("policy_csl")!.Type.ShouldBe(ColumnType.String);
        inferred.Contract.Find("fraud_reported")!.Type.ShouldBe(ColumnType.String);
        inferred.Contract.Columns[^1].Type.ShouldBe(file == MonthFirst ? ColumnType.String : ColumnType.Int64);
        inferred.Contract.Find("collision_type")!.MissingMarkers.ShouldBe(["?"]);
        inferred.Detected["collision_type"].ShouldBe("string, missing ?");
        inferred.Contract.Find("authorities_contacted")!.MissingMarkers.ShouldBeEmpty();
    }

    [Fact]
    public void Complete_TwoDigitYears_StopsAndNamesTheCandidates()
    {
        ContractException stop = Should.Throw<ContractException>(() => Infer(TwoDigitYears));

        stop.Column.ShouldBe("incident_date");
        stop.Origin.ShouldBe("file.csv");
        stop.Message.ShouldContain("25-01-15 reads as 2015-01-25 under dd-MM-yy and as 2025-01-15 under yy-MM-dd");
        stop.Message.ShouldNotContain("policy_bind_date");
    }

    [Fact]
    public void Complete_TwoDigitYearsConcealed_NamesNoValue()
    {
        ContractInference inference = new(concealed: ["incident_date"]);
        using SourceBatch batch = Delivered.Claims(TwoDigitYears);
        inference.Observe(batch);

        string message = Should.Throw<ContractException>(inference.Complete).Message;

        message.ShouldContain("dd-MM-yy and yy-MM-dd");
        message.ShouldNotContain("25-01-15");
    }

    // The third file's last column is not the empty _c39 but another set's 'pred'; the 39 before it are the same in all three.
    [Fact]
    public void Apply_ThreeDateStyles_GivesTheSameTableCellByCell()
    {
        using SourceBatch first = Delivered.Claims(MonthFirst);
        using SourceBatch second = Delivered.Claims(TwoDigitYears);
        using SourceBatch third = Delivered.Claims(CarriageReturns);
        ColumnContract declared = new("incident_date", ColumnType.Date) { Formats = ["dd-MM-yy"] };
        using ContractedBatch one = Apply(first, new());
        using ContractedBatch two = Apply(second, new([declared]));
        using ContractedBatch three = Apply(third, new());

        one.Batch.Length.ShouldBe(1000);
        foreach (ContractedBatch other in new[] { two, three })
        {
            other.Batch.Length.ShouldBe(1000);
            for (int column = 0; column < 39; column++)
            {
                other.Batch.Schema.FieldsList[column].Name.ShouldBe(one.Batch.Schema.FieldsList[column].Name);
                Cells(other, column).ShouldBe(Cells(one, column), one.Batch.Schema.FieldsList[column].Name);
            }
        }
    }

    [Fact]
    public void Apply_MonthFirstClaims_HoldsTheDatesAndValuesOfTheFile()
    {
        using SourceBatch batch = Delivered.Claims(MonthFirst);
        using ContractedBatch typed = Apply(batch, new());

        for (int row = 0; row < 1000; row++)
        {
            foreach (string name in new[] { "policy_bind_date", "incident_date" })
            {
                string text = ((StringArray)batch.Batch.Column(name)).GetString(row);
                ((Date32Array)typed.Batch.Column(name)).GetDateOnly(row).ShouldBe(DateOnly.ParseExact(text, "M/d/yyyy", CultureInfo.InvariantCulture));
            }

            double premium = double.Parse(((StringArray)batch.Batch.Column("policy_annual_premium")).GetString(row), CultureInfo.InvariantCulture);
            ((DoubleArray)typed.Batch.Column("policy_annual_premium")).GetValue(row).ShouldBe(premium);
        }

        typed.Faults.ShouldBeEmpty();
        ((Int64Array)typed.Batch.Column("umbrella_limit")).Values.Count(-1000000L).ShouldBe(1);
        Enumerable.Range(0, 1000).Count(row => ((StringArray)typed.Batch.Column("authorities_contacted")).GetString(row) == "None").ShouldBe(91);
    }

    [Fact]
    public void Counts_Claims_TellsMarkersFromEmpty()
    {
        using SourceBatch batch = Delivered.Claims(MonthFirst);
        ContractInference inference = new();
        inference.Observe(batch);
        ContractBinding binding = ContractBinding.Bind(inference.Complete().Contract, batch.Batch.Schema);
        binding.Apply(batch).Dispose();

        binding.Counts.ShouldBe(
        [
            new("collision_type", "marker ?", 178),
            new("property_damage", "marker ?", 360),
            new("police_report_available", "marker ?", 343),
            new("_c39", "empty", 1000),
        ]);
    }

    private static InferredContract Infer(string file)
    {
        ContractInference inference = new();
        using SourceBatch batch = Delivered.Claims(file);
        inference.Observe(batch);
        return inference.Complete();
    }

    private static ContractedBatch Apply(SourceBatch batch, ContractInference inference)
    {
        inference.Observe(batch);
        return ContractBinding.Bind(inference.Complete().Contract, batch.Batch.Schema).Apply(batch);
    }

    private static string?[] Cells(ContractedBatch batch, int column)
    {
        using SourceBatch view = new(batch.Batch.SliceShared(0, batch.Batch.Length), "typed", 1);
        ColumnContract[] columns = [.. batch.Batch.Schema.FieldsList.Select(field => new ColumnContract(field.Name, Inference.ArrowTypes.ToColumnType(field.DataType)!))];
        ContractBinding binding = ContractBinding.Bind(new(columns), view.Batch.Schema);
        return [.. Enumerable.Range(0, view.Batch.Length).Select(row => binding.TextOf(view, column, row))];
    }
}
