using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace DataIngestion.Metadata;

public sealed class RunRecordJsonTests
{
    [Fact]
    public void Deserialize_FullRecord_HasEveryFieldAgain()
    {
        RunRecord run = RunRecords.Full();
        RunRecord read = RunRecordJson.Deserialize(RunRecordJson.Serialize(run));

        read.ShouldBeTheSameAs(run);
        RunRecordJson.Serialize(read).ShouldBe(RunRecordJson.Serialize(run));
    }

    [Fact]
    public void Serialize_FullRecord_IsCamelCaseWithNamesForEnumsAndTypes()
    {
        JsonNode json = JsonNode.Parse(RunRecordJson.Serialize(RunRecords.Full()))!;

        json["runId"]!.GetValue<string>().ShouldBe("20240501T101500-1");
        json["status"]!.GetValue<string>().ShouldBe("Published");
        json["formatVersion"]!.GetValue<int>().ShouldBe(1);
        json["startedAt"]!.GetValue<string>().ShouldBe("2024-05-01T10:15:00.1234567+00:00");
        json["contract"]!["columns"]![1]!["type"]!.GetValue<string>().ShouldBe("decimal(12,2)");
        json["validation"]![0]!["onFailure"]!.GetValue<string>().ShouldBe("Quarantine");
        json["drift"]!["results"]![0]!["statistic"]!["pValue"]!.GetValue<double>().ShouldBe(1e-300);
    }

    [Fact]
    public void Deserialize_AnyValues_RoundTrip() =>
        Gen.Select(Gen.String, Gen.Double, Gen.Long, Gen.Enum<RunStatus>(), Gen.Long[0, 3_155_378_975_999_999_999]).Sample((text, number, count, status, ticks) =>
        {
            text = string.Concat(text.EnumerateRunes());
            RunRecord run = RunRecords.Full() with
            {
                RunId = text,
                Status = status,
                Version = count % 2 == 0 ? count : null,
                StartedAt = new(ticks, TimeSpan.Zero),
                Drift = new(null, false, [new(text, DriftKind.Prior, text, new(number, -number, 0, 0, 0, count, 0, []), number, true)]),
                Detected = new Dictionary<string, string> { [text] = text },
                Profile = null,
                Contract = null,
            };
            RunRecordJson.Deserialize(RunRecordJson.Serialize(run)).ShouldBeTheSameAs(run);
        }, iter: 300);

    [Fact]
    public void Deserialize_DriftFromBeforeShapesWereKept_HasNone()
    {
        JsonNode json = JsonNode.Parse(RunRecordJson.Serialize(RunRecords.Full()))!;
        foreach (string field in (string[])["name", "at", "correction", "columns", "concept", "past"])
        {
            json["drift"]!.AsObject().Remove(field).ShouldBeTrue();
        }

        RunRecordJson.Deserialize(Encoding.UTF8.GetBytes(json.ToJsonString())).ShouldBeTheSameAs(RunRecords.Full());
    }

    [Fact]
    public void Deserialize_DriftWithShapes_RoundTrips()
    {
        RunRecord run = RunRecords.Full() with { Drift = Tests.Drift.DriftReports.Full() };
        RunRecordJson.Deserialize(RunRecordJson.Serialize(run)).ShouldBeTheSameAs(run);
    }

    [Fact]
    public void Deserialize_UnknownFields_IgnoresThem()
    {
        JsonNode json = JsonNode.Parse(RunRecordJson.Serialize(RunRecords.Full()))!;
        json["somethingNew"] = new JsonObject { ["formatVersion"] = 9 };
        json["rows"]!["updated"] = 3;

        RunRecordJson.Deserialize(Encoding.UTF8.GetBytes(json.ToJsonString())).Rows.Read.ShouldBe(1_005);
    }

    [Fact]
    public void Deserialize_OnlyTheRequiredFields_HasTheDefaults()
    {
        RunRecord read = RunRecordJson.Deserialize(
            """{"runId":"r","pipeline":"p","table":"t","status":"Held","startedAt":"2024-05-01T00:00:00Z","finishedAt":"2024-05-01T00:00:00Z","contract":{"columns":[{"name":"a","type":"int8"}]}}"""u8);

        read.ShouldBeTheSameAs(new RunRecord("r", "p", "t", RunStatus.Held, new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero), new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero))
        {
            Contract = new([new("a", ColumnType.Int8)]),
        });
    }

    [Fact]
    public void Deserialize_NewerFormat_SaysSo()
    {
        IngestionException failure = Should.Throw<IngestionException>(() => RunRecordJson.Deserialize("""{"runId":{"now":"an object"},"formatVersion":2}"""u8));
        failure.Message.ShouldContain("format 2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"runId\":\"r\"")]
    [InlineData("{\"formatVersion\":\"one\"}")]
    [InlineData("{\"runId\":null,\"pipeline\":\"p\",\"table\":\"t\",\"status\":\"Held\",\"startedAt\":\"2024-05-01T00:00:00Z\",\"finishedAt\":\"2024-05-01T00:00:00Z\"}")]
    [InlineData("{\"runId\":\"r\",\"pipeline\":\"p\",\"table\":\"t\",\"status\":\"Lost\",\"startedAt\":\"2024-05-01T00:00:00Z\",\"finishedAt\":\"2024-05-01T00:00:00Z\"}")]
    public void Deserialize_NoRecord_IsAnIngestionException(string json) =>
        Should.Throw<IngestionException>(() => RunRecordJson.Deserialize(Encoding.UTF8.GetBytes(json)));
}
