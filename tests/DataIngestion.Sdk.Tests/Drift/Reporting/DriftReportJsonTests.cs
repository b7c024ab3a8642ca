using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace DataIngestion.Tests.Drift;

public sealed class DriftReportJsonTests
{
    [Fact]
    public void Deserialize_Serialized_IsTheSameReport() => Again(DriftReports.Full()).ShouldBeTheSameAs(DriftReports.Full());

    [Fact]
    public void Deserialize_Nothing_IsTheSameReport()
    {
        DriftReport report = new(null, false, [], "There is no earlier version.");
        Again(report).ShouldBeTheSameAs(report);
    }

    [Fact]
    public void Deserialize_AnyNumbersAndTexts_AreTheSame() =>
        Gen.Select(Gen.String, Gen.Double, Gen.Long).Sample((text, number, count) =>
        {
            text = string.Concat(text.EnumerateRunes());
            DriftReport report = DriftReports.Full() with
            {
                ReferenceVersion = count,
                Results =
                [
                    new(text, DriftKind.Prior, text, new(number, -number, 0, number, 0, count, 0, [new(text, count, 1)], text) { Bounds = new(number, number, number, number) { LowestPValue = number } }, number, true),
                ],
                Concept = [new(text, text, [new(text, count, count, number, -number)], number, null)],
                Past = [new(text, default, [new(text, text, number)])],
            };
            Again(report).ShouldBeTheSameAs(report with { Columns = Again(report).Columns });
        }, iter: 300);

    [Fact]
    public void Serialize_Report_HasTheFormOfTheDocumentation()
    {
        JsonObject json = Json(DriftReports.Full());
        json["drifted"]!.GetValue<bool>().ShouldBeTrue();
        json["why"]!.GetValue<string>().ShouldBe("1 of 1 judged columns drifted, significantly and by enough: age. The target did not drift: claim. The target changed given age. Not judged, for want of values: zip.");
        JsonArray columns = json["columns"]!.AsArray();
        columns.Select(column => column!["column"]!.GetValue<string>()).ShouldBe(["age", "zip", "ssn"]);
        columns[0]!["kind"]!.GetValue<string>().ShouldBe("covariate");
        columns[0]!["drifted"]!.GetValue<bool>().ShouldBeTrue();
        JsonObject test = columns[0]!["tests"]![0]!.AsObject();
        test.Select(field => field.Key).ShouldBe(["test", "drifted", "undecided", "statistic", "pValue", "adjustedPValue", "threshold", "effect", "effectThreshold", "n", "m", "bins", "bounds", "note"]);
        test["test"]!.GetValue<string>().ShouldBe("kolmogorov_smirnov");
        test["statistic"]!.GetValue<double>().ShouldBe(0.31);
        test["pValue"]!.GetValue<double>().ShouldBe(1e-301);
        test["adjustedPValue"]!.GetValue<double>().ShouldBe(1e-300);
        test["n"]!.GetValue<long>().ShouldBe(900);
        test["m"]!.GetValue<long>().ShouldBe(990);
        test["bins"]![0]!["label"]!.GetValue<string>().ShouldBe("[1, 2)");
        json["target"]!["column"]!.GetValue<string>().ShouldBe("claim");
        json["target"]!["kind"]!.GetValue<string>().ShouldBe("prior");
        json["concept"]![0]!["tests"]![0]!["statistic"]!.GetValue<double>().ShouldBe(41);
    }

    [Fact]
    public void Serialize_NumberThatJsonLacks_IsNullWithAReason()
    {
        DriftReport report = new(null, false, [new("a", DriftKind.Covariate, "t", new(double.PositiveInfinity, double.NaN, 0.05, double.NegativeInfinity, 0, 1, 1, []), null, false)]);
        JsonObject test = Json(report)["columns"]![0]!["tests"]![0]!.AsObject();
        test["statistic"].ShouldBeNull();
        test["reasons"]!.ToJsonString().ShouldBe("""{"statistic":"infinite","pValue":"not a number","effect":"negative infinite"}""");
        test["adjustedPValue"].ShouldBeNull();
        Again(report).ShouldBeTheSameAs(report);
    }

    [Fact]
    public void Serialize_MaskedColumn_HasNoValueOfIt()
    {
        DriftReport report = DriftReports.Full();
        report = report with
        {
            Results = [.. report.Results.Select(result => result with { Statistic = result.Statistic with { Bins = [new("secret", 1, 2)], Note = "New categories: secret." } })],
            Columns = [.. report.Columns.Select(shape => shape with { IsMasked = true, Categorical = new([new("secret", 1, 2)], 0, 0) { New = new(1, 2, [new("secret", 1, 2)]) } })],
            Concept = [.. report.Concept.Select(view => view with { Bins = [new("secret", 1, 2, 0, 1)], Note = "secret" })],
        };
        string json = Encoding.UTF8.GetString(DriftReportJson.Serialize(report));
        json.ShouldNotContain("secret");
        json.ShouldNotContain("maximum\":1");
        DriftPage.ToHtml(report).ShouldNotContain("secret");
        Again(report).Results.Select(result => result.Drifted).ShouldBe(report.Results.Select(result => result.Drifted));
    }

    [Fact]
    public void Serialize_Markup_IsEscapedForPagesThatHoldTheJson() =>
        Encoding.UTF8.GetString(DriftReportJson.Serialize(DriftReports.Full() with { Name = "</script><script>" })).ShouldNotContain("<");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"format":1,"drifted":true,"columns":[],"target":null,"concept":[],"past":[]}""")]
    [InlineData("""{"format":2}""")]
    public void Deserialize_SomethingElse_Throws(string json) => Should.Throw<IngestionException>(() => DriftReportJson.Deserialize(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Deserialize_NumberWithoutAReason_Throws()
    {
        JsonObject json = Json(DriftReports.Full());
        json["columns"]![0]!["tests"]![0]!["statistic"] = null;
        Should.Throw<IngestionException>(() => DriftReportJson.Deserialize(Encoding.UTF8.GetBytes(json.ToJsonString()))).Message.ShouldContain("'statistic' is null without a reason");
    }

    private static JsonObject Json(DriftReport report) => JsonNode.Parse(DriftReportJson.Serialize(report))!.AsObject();

    private static DriftReport Again(DriftReport report) => DriftReportJson.Deserialize(DriftReportJson.Serialize(report));
}
