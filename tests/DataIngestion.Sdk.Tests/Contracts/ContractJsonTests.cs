using System.Text.Json;

namespace DataIngestion.Contracts;

public sealed class ContractJsonTests
{
    private static readonly DataContract Sample = new ContractBuilder()
        .Column("policy_number", ColumnType.Int64)
        .Column("d", ColumnType.Date, format: "M/d/yyyy", missing: ["?", ""]).OnMismatch(MismatchPolicy.Null)
        .Column("größe", ColumnType.Decimal(12, 2), decimalSign: ',').Required()
        .Column("flag", ColumnType.Boolean, trueValues: ["Y"], falseValues: ["N"])
        .PrimaryKey("policy_number")
        .NewColumns(ColumnPolicy.Evolve)
        .MissingColumns(ColumnPolicy.Ignore)
        .ReorderedColumns(ColumnPolicy.Freeze)
        .MalformedRows(MismatchPolicy.Quarantine)
        .DuplicateKeys(MismatchPolicy.Quarantine)
        .Build();

    [Fact]
    public void Deserialize_WhatWasSerialized_IsTheSameContract()
    {
        string json = ContractJson.Serialize(Sample);
        DataContract back = ContractJson.Deserialize(json);

        ContractJson.Serialize(back).ShouldBe(json);
        back.PrimaryKey.ShouldBe(Sample.PrimaryKey);
        back.NewColumns.ShouldBe(ColumnPolicy.Evolve);
        back.MalformedRows.ShouldBe(MismatchPolicy.Quarantine);
        back.Columns[1].MissingMarkers.ShouldBe(["?", ""]);
        back.Columns[1].OnMismatch.ShouldBe(MismatchPolicy.Null);
        back.Columns[2].ShouldSatisfyAllConditions(
            column => column.Name.ShouldBe("größe"),
            column => column.Type.ShouldBe(ColumnType.Decimal(12, 2)),
            column => column.Required.ShouldBeTrue(),
            column => column.DecimalSign.ShouldBe(','));
        back.Columns[3].TrueValues.ShouldBe(["Y"]);
    }

    [Fact]
    public void Serialize_Contract_IsPlainJson()
    {
        JsonElement column = JsonDocument.Parse(ContractJson.Serialize(Sample)).RootElement.GetProperty("columns")[1];

        column.GetProperty("type").GetString().ShouldBe("date");
        column.GetProperty("formats")[0].GetString().ShouldBe("M/d/yyyy");
        column.GetProperty("onMismatch").GetString().ShouldBe("null");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"columns":[{"name":"a","type":"int65"}]}""")]
    [InlineData("""{"columns":[{"name":"a","type":"int64","colour":"red"}]}""")]
    [InlineData("""{"columns":[{"name":"a","type":"int64","onMismatch":"shrug"}]}""")]
    [InlineData("""{"columns":[],"policy":1}""")]
    public void Deserialize_NoContract_IsATypedError(string json) => Should.Throw<ContractException>(() => ContractJson.Deserialize(json));
}
