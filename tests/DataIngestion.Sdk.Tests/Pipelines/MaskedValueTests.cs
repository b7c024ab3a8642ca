using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace DataIngestion.Pipelines;

/// <summary>A masked value must be nowhere but in the raw zone: not in data, statistics, samples, records, profiles, quarantine, metadata or logs.</summary>
public sealed class MaskedValueTests
{
    private const string Secret = "Zebedee-Quux";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hash")]
    [InlineData("redact")]
    [InlineData("drop")]
    [InlineData("truncate")]
    public async Task RunAsync_MaskedColumn_LeavesNoTraceOutsideTheRawZone(string mask)
    {
        using TestLake lake = new();
        CapturedLog log = new();
        await using SqliteMetadataStore metadata = SqliteMetadataStore.Open(Path.Combine(lake.Folder, "lake", "metadata.db"));

        // The value fails a rule, stands in a quarantined row, and in a row of the wrong shape under another column's name.
        lake.Deliver("a.csv", $"id,name,age\n1,{Secret},30\n2,{Secret},old\n3,x,{Secret},9\n");
        PipelineResult result = await lake.Pipeline()
            .WithContract(c => c
                .Column("id", ColumnType.Int64)
                .Column("name", ColumnType.String)
                .Column("age", ColumnType.Int32).OnMismatch(MismatchPolicy.Quarantine)
                .MalformedRows(MismatchPolicy.Quarantine))
            .Validate(rules => rules.Matches("name", "^[a-z]+$").Warn().OneOf("name", "nobody").Warn())
            .DetectDrift(drift => drift.AgainstPreviousVersion())
            .Mask(masks => Apply(masks, mask))
            .TrackIn(metadata).LogTo(log).Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Published);
        result.Runs[0].Rows.ShouldBe(new RowCounts(3, 1, 2, 0, 0));
        result.ToString().ShouldNotContain(Secret);
        log.Lines.ShouldNotContain(line => line.Contains(Secret, StringComparison.Ordinal));
        log.Lines.ShouldNotBeEmpty();
        await TablesHoldNoSecretAsync(lake);
        FilesHoldNoSecret(Path.Combine(lake.Folder, "lake"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_MaskedColumn_HasNoValuesInTheReportOfDrift(bool wholeVersion)
    {
        using TestLake lake = new();
        DataPipeline pipeline = lake.Pipeline()
            .WithContract(c => c.Column("name", ColumnType.String).Column("age", ColumnType.Int32))
            .DetectDrift(drift => _ = wholeVersion ? drift.AgainstWholeVersion() : drift.AgainstPreviousVersion())
            .Mask(masks => Apply(masks, "hash"))
            .Build();
        lake.Deliver("a.csv", "name,age\nann,30\nbob,40\n,\n");
        (await pipeline.RunAsync(Cancel)).Status.ShouldBe(PipelineStatus.Published);
        lake.Deliver("b.csv", "name,age\ncy,30\n,50\n");

        DriftReport report = (await pipeline.RunAsync(Cancel)).Runs[0].Drift.ShouldNotBeNull();
        report.Note.ShouldBe("Not compared, because profiles hold no distribution of dates, times, bytes and masked columns: name.");
        report.Columns.Select(shape => (shape.Column, shape.IsMasked, shape.Categorical is null)).ShouldBe([("name", true, true), ("age", false, false)]);
        (report.Columns[0].Reference, report.Columns[0].Current).ShouldBe((new SideFigures(3, 1), new SideFigures(2, 1)));
        report.Correction.ShouldBe("benjamini_hochberg");
    }

    [Fact]
    public void Build_KeyColumnMaskedByRedaction_IsRefused()
    {
        using TestLake lake = new();
        Should.Throw<ArgumentException>(() => lake.Pipeline()
            .WithContract(c => c.Column("id", ColumnType.String).PrimaryKey("id"))
            .Mask(mask => mask.Redact("id")).Build()).Message.ShouldContain("id");
    }

    private static void Apply(MaskBuilder masks, string mask) => _ = mask switch
    {
        "hash" => masks.Hash("name", MaskKey.FromBytes("test", Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef"))),
        "redact" => masks.Redact("name"),
        "drop" => masks.Drop("name"),
        _ => masks.Truncate("name", 3),
    };

    private static async Task TablesHoldNoSecretAsync(TestLake lake)
    {
        (await TestLake.RowsAsync(lake.Table)).ShouldNotContain(row => row.Contains(Secret, StringComparison.Ordinal));
        List<string> quarantined = await TestLake.RowsAsync(lake.Quarantine);
        quarantined.Count.ShouldBe(2);
        quarantined.ShouldNotContain(row => row.Contains(Secret, StringComparison.Ordinal));
    }

    private static void FilesHoldNoSecret(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using StreamReader reader = new(stream, Encoding.Latin1);
            reader.ReadToEnd().Contains(Secret, StringComparison.Ordinal).ShouldBeFalse(file);
        }
    }

    private sealed class CapturedLog : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);


        public void Dispose()
        {
        }
    }
}
