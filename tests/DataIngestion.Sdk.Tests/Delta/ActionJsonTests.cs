using System.Text;

namespace DataIngestion.Delta;

// The expected lines are written after the protocol's own examples.
public sealed class ActionJsonTests
{
    private const string SchemaString = """{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":false,\"metadata\":{}},{\"name\":\"name\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}]}""";

    [Fact]
    public void Write_NewTable_HasWriterFeaturesAndNoReaderFeatures()
    {
        string[] lines = Lines(DeltaTables.First());

        lines[0].ShouldBe("""{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["domainMetadata","appendOnly","invariants"]}}""");
        lines[1].ShouldBe(
            """{"metaData":{"id":"00000000-0000-0000-0000-000000000000","format":{"provider":"parquet","options":{}},"schemaString":"SCHEMA","partitionColumns":[],"configuration":{},"createdTime":1772366400000}}"""
                .Replace("SCHEMA", SchemaString));
    }

    [Fact]
    public void Write_TableWithZonelessTimestamps_ListsTheFeatureForReadersAndWriters()
    {
        DeltaSchema schema = DeltaSchema.Checked([DeltaSchema.Of("at", ColumnType.TimestampWithoutZone, true)]);

        Lines(DeltaCommit.NewTable(Guid.Empty, schema, DeltaTables.Start))[0].ShouldBe(
            """{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["timestampNtz"],"writerFeatures":["domainMetadata","appendOnly","invariants","timestampNtz"]}}""");
    }

    [Fact]
    public void Write_AddRemoveTransactionAndDomain_HasTheRequiredFields()
    {
        DeltaCommit commit = new()
        {
            Adds = [DeltaTables.File("p=1/a b.parquet", """{"numRecords":1}""") with { PartitionValues = new Dictionary<string, string?> { ["p"] = "1", ["q"] = null } }],
            Removes = [DeltaTables.File("old.parquet").ToRemove(1_700_000_000_001)],
            Transactions = [new("ingest:orders", 364475, 1_700_000_000_002)],
            Domains = [new("ingest.cursor", "{\"at\":1}")],
        };

        Lines(commit).ShouldBe(
        [
            """{"txn":{"appId":"ingest:orders","version":364475,"lastUpdated":1700000000002}}""",
            """{"domainMetadata":{"domain":"ingest.cursor","configuration":"{\"at\":1}","removed":false}}""",
            """{"remove":{"path":"old.parquet","deletionTimestamp":1700000000001,"dataChange":true,"extendedFileMetadata":true,"partitionValues":{},"size":100}}""",
            """{"add":{"path":"p=1/a%20b.parquet","partitionValues":{"p":"1","q":null},"size":100,"modificationTime":1700000000000,"dataChange":true,"stats":"{\"numRecords\":1}"}}""",
        ]);
    }

    [Fact]
    public void Write_CommitInfo_ComesFirstAndKeepsExtraFields()
    {
        CommitInfo info = new()
        {
            Timestamp = 1_700_000_000_000,
            Operation = "WRITE",
            OperationParameters = new Dictionary<string, string> { ["mode"] = "Append", ["partitionBy"] = "[]" },
            ReadVersion = 0,
            IsBlindAppend = true,
            OperationMetrics = new Dictionary<string, string> { ["numFiles"] = "2" },
            EngineInfo = "X/1.0",
            Extra = new Dictionary<string, string> { ["runId"] = "r-1" },
        };

        Lines(DeltaTables.First() with { CommitInfo = info })[0].ShouldBe(
            """{"commitInfo":{"timestamp":1700000000000,"operation":"WRITE","operationParameters":{"mode":"Append","partitionBy":"[]"},"readVersion":0,"isBlindAppend":true,"operationMetrics":{"numFiles":"2"},"engineInfo":"X/1.0","runId":"r-1"}}""");
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        DeltaCommit commit = DeltaTables.First("ü/100% + #1.parquet") with { CommitInfo = new() { Extra = new Dictionary<string, string> { ["cursor"] = "line\nend \"quoted\" \u2028" } } };

        DeltaCommit read = ActionJsonReader.Read(ActionJsonWriter.Write(commit), "0.json").ToCommit("0.json");

        read.Adds.Single().Path.ShouldBe("ü/100% + #1.parquet");
        read.CommitInfo!.Extra["cursor"].ShouldBe("line\nend \"quoted\" \u2028");
        read.Protocol.ShouldBe(commit.Protocol);
        read.Metadata!.Schema.ShouldBe(DeltaTables.Schema);
    }

    [Fact]
    public void Read_UnknownActionsAndFields_AreIgnored()
    {
        const string Text = """
            {"somethingNew":{"a":1}}

            {"add":{"path":"a","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true,"somethingNew":[1,{}]}}
            """;

        ActionJsonReader.Read(Encoding.UTF8.GetBytes(Text), "0.json").Adds.Single().Path.ShouldBe("a");
    }

    [Theory]
    [InlineData("{\"add\":{\"path\":\"a\",\"part")]
    [InlineData("{\"add\":{\"path\":\"a\",\"partitionValues\":{},\"modificationTime\":1,\"dataChange\":true}}")]
    [InlineData("{\"txn\":{\"appId\":\"a\",\"version\":\"x\"}}")]
    public void Read_TornOrIncompleteLine_NamesEntryAndLine(string line)
    {
        DeltaTableException error = Should.Throw<DeltaTableException>(() => ActionJsonReader.Read(Encoding.UTF8.GetBytes("{}\n" + line), "7.json"));

        error.Origin.ShouldBe("7.json");
        error.Row.ShouldBe(2);
    }

    private static string[] Lines(DeltaCommit commit)
    {
        string text = Encoding.UTF8.GetString(ActionJsonWriter.Write(commit));
        text.ShouldEndWith("}\n");
        return text[..^1].Split('\n');
    }
}
