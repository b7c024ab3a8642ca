namespace DataIngestion.Contracts;

public sealed class ContractBuilderTests
{
    [Fact]
    public void Build_FullContract_KeepsEverySetting()
    {
        DataContract contract = new ContractBuilder()
            .Column("policy_number", ColumnType.Int64)
            .Column("incident_date", ColumnType.Date, format: "M/d/yyyy", formats: ["dd-MM-yy"]).OnMismatch(MismatchPolicy.Quarantine)
            .Column("fraud_reported", ColumnType.Boolean, trueValues: ["Y"], falseValues: ["N"], missing: ["?"]).Required()
            .Column("premium", ColumnType.Decimal(12, 2), decimalSign: ',')
            .PrimaryKey("policy_number", "incident_date")
            .NewColumns(ColumnPolicy.Evolve)
            .MissingColumns(ColumnPolicy.Ignore)
            .ReorderedColumns(ColumnPolicy.Freeze)
            .MalformedRows(MismatchPolicy.Null)
            .DuplicateKeys(MismatchPolicy.Quarantine)
            .Build();

        contract.PrimaryKey.ShouldBe(["policy_number", "incident_date"]);
        contract.Columns.Select(column => column.Required).ShouldBe([true, true, true, false]);
        contract.Columns[1].Formats.ShouldBe(["M/d/yyyy", "dd-MM-yy"]);
        contract.Columns[1].OnMismatch.ShouldBe(MismatchPolicy.Quarantine);
        contract.Columns[2].TrueValues.ShouldBe(["Y"]);
        contract.Columns[2].FalseValues.ShouldBe(["N"]);
        contract.Columns[2].MissingMarkers.ShouldBe(["?"]);
        contract.Columns[3].DecimalSign.ShouldBe(',');
        (contract.NewColumns, contract.MissingColumns, contract.ReorderedColumns).ShouldBe((ColumnPolicy.Evolve, ColumnPolicy.Ignore, ColumnPolicy.Freeze));
        (contract.MalformedRows, contract.DuplicateKeys).ShouldBe((MismatchPolicy.Null, MismatchPolicy.Quarantine));
    }

    [Fact]
    public void Build_ManyFaults_NamesThemAllAtOnce()
    {
        ArgumentException refused = Should.Throw<ArgumentException>(() => new ContractBuilder()
            .Column("Age", ColumnType.Int64, format: "yyyy")
            .Column("age", ColumnType.Float64)
            .Column("claim date", ColumnType.Date, format: "yyyy-MM")
            .Column("flag", ColumnType.Boolean, trueValues: ["Y"], falseValues: ["Y"])
            .PrimaryKey("age", "nowhere")
            .DuplicateKeys(MismatchPolicy.Null)
            .Build());

        foreach (string part in new[]
        {
            "'Age' and 'age' are the same name",
            "Column 'Age': Formats are for dates",
            "PrimaryKey: 'age' is float64",
            "PrimaryKey: there is no column 'nowhere'",
            "Column 'claim date': the name holds a space",
            "'claim_date'",
            "'yyyy-MM' is not a usable",
            "Column 'flag': 'Y' stands for both",
            "DuplicateKeys:",
        })
        {
            refused.Message.ShouldContain(part);
        }
    }

    [Theory]
    [InlineData("date", "yyyy-MM-dd", null)]
    [InlineData("date", "d MMM yy", null)]
    [InlineData("date", "yyyy-MM-dd HH:mm", "time of day")]
    [InlineData("date", "yyyy-mm-dd", "not a usable")]
    [InlineData("date", "d", "not a usable")]
    [InlineData("date", "yyyy-MM-dd'", "not a usable")]
    [InlineData("date", "", "empty")]
    [InlineData("timestamp", "yyyy-MM-dd HH:mm", "no zone")]
    [InlineData("timestamp", "yyyy-MM-dd HH:mmzzz", null)]
    [InlineData("timestamp", "yyyy-MM-ddTHH:mm:ssK", null)]
    [InlineData("timestamp_ntz", "M/d/yyyy H:mm", null)]
    [InlineData("timestamp_ntz", "yyyy-MM-dd HH:mmzzz", "holds a zone")]
    public void Build_DateFormat_IsCheckedAgainstTheType(string type, string format, string? problem)
    {
        ContractBuilder builder = new ContractBuilder().Column("c", ColumnType.Parse(type), format);
        if (problem is null)
        {
            builder.Build().Columns[0].Formats.ShouldBe([format]);
        }
        else
        {
            Should.Throw<ArgumentException>(builder.Build).Message.ShouldContain(problem);
        }
    }

    [Theory]
    [InlineData("capital-gains", true)]
    [InlineData("_c39", true)]
    [InlineData("Größe", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a,b", false)]
    [InlineData("a;b", false)]
    [InlineData("a{b", false)]
    [InlineData("a)b", false)]
    [InlineData("a=b", false)]
    [InlineData("a\tb", false)]
    [InlineData("a\nb", false)]
    public void Build_Name_IsWhatDeltaTakes(string name, bool taken)
    {
        ContractBuilder builder = new ContractBuilder().Column(name, ColumnType.String);
        if (taken)
        {
            builder.Build().Columns[0].Name.ShouldBe(name);
        }
        else
        {
            Should.Throw<ArgumentException>(builder.Build).Message.ShouldContain("name");
        }
    }

    [Fact]
    public void Build_SettingsOfOtherTypes_AreRefused()
    {
        Refusal(new ContractBuilder().Column("c", ColumnType.Int64, decimalSign: ',')).ShouldContain("DecimalSign is for");
        Refusal(new ContractBuilder().Column("c", ColumnType.Float64, decimalSign: ';')).ShouldContain("DecimalSign is ';'");
        Refusal(new ContractBuilder().Column("c", ColumnType.Int64, trueValues: ["Y"])).ShouldContain("TrueValues and FalseValues are for booleans");
        Refusal(new ContractBuilder().Column("c", ColumnType.Boolean, trueValues: ["Y"], falseValues: ["N"], missing: ["N"])).ShouldContain("missing value");
        Refusal(new ContractBuilder().Column("c", ColumnType.Boolean, trueValues: [])).ShouldContain("at least one word");
        Refusal(new ContractBuilder().Column("c", ColumnType.Int64).PrimaryKey("c", "c")).ShouldContain("named twice");
        Refusal(new ContractBuilder().Column("c", ColumnType.Int64).NewColumns((ColumnPolicy)9)).ShouldContain("NewColumns");
        Refusal(new ContractBuilder().Column("c", ColumnType.Int64).OnMismatch((MismatchPolicy)9)).ShouldContain("OnMismatch");
        Refusal(new ContractBuilder()).ShouldContain("at least one column");
    }

    [Fact]
    public void Required_BeforeAnyColumn_IsMisuse()
    {
        Should.Throw<InvalidOperationException>(() => new ContractBuilder().Required());
        Should.Throw<InvalidOperationException>(() => new ContractBuilder().OnMismatch(MismatchPolicy.Null));
    }

    [Fact]
    public void Check_ContractBuiltByHand_FollowsTheSameRules()
    {
        DataContract contract = new([new("k", ColumnType.String), new("v", ColumnType.Float64)]) { PrimaryKey = ["k"] };

        ContractRules.Check(contract).Columns[0].Required.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => ContractRules.Check(contract with { PrimaryKey = ["v"] })).Message.ShouldContain("'v' is float64");
        Should.Throw<ArgumentException>(() => ContractRules.Check(new DataContract([null!])));
    }

    private static string Refusal(ContractBuilder builder) => Should.Throw<ArgumentException>(builder.Build).Message;
}
