namespace DataIngestion.Delta;

public sealed class StatisticsPruningTests
{
    private const string File =
        """{"numRecords":10,"minValues":{"id":10,"name":"b","at":"2024-01-02T03:04:05.678Z","exact":1.50,"x":-0.0},"maxValues":{"id":20,"name":"d","at":"2024-01-02T03:04:05.678Z","exact":2E+1,"x":0.0},"nullCount":{"id":0,"name":0,"at":0,"gone":10}}""";

    private static readonly long At = 1_704_164_645_678_000;

    [Theory]
    [InlineData(1, 9, false)]
    [InlineData(1, 10, true)]
    [InlineData(15, 15, true)]
    [InlineData(20, 30, true)]
    [InlineData(21, 30, false)]
    public void MayOverlap_Integers_OnlyWhenTheRangesMeet(long min, long max, bool may) =>
        StatisticsPruning.MayOverlap(File, [Key("id", ColumnType.Int64, StatisticValue.Of((Int128)min), StatisticValue.Of((Int128)max))]).ShouldBe(may);

    [Theory]
    [InlineData("a", "az", false)]
    [InlineData("a", "b", true)]
    [InlineData("da", "e", false)]
    [InlineData("c", "c", true)]
    public void MayOverlap_Texts_OnlyWhenTheRangesMeet(string min, string max, bool may) =>
        StatisticsPruning.MayOverlap(File, [Key("name", ColumnType.String, StatisticValue.Of(min), StatisticValue.Of(max))]).ShouldBe(may);

    // The file's bound is truncated to the millisecond: 678.999 may be in it, 679.000 not. The key's own bound may be truncated as well.
    [Theory]
    [InlineData(-1000, false)]
    [InlineData(-999, true)]
    [InlineData(0, true)]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    public void MayOverlap_Instants_AllowForTruncatedBounds(long micros, bool may)
    {
        StatisticValue key = StatisticValue.Of((Int128)(At + micros));
        StatisticsPruning.MayOverlap(File, [Key("at", ColumnType.Timestamp, key, key)]).ShouldBe(may);
    }

    [Theory]
    [InlineData(149, false)]
    [InlineData(150, true)]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    public void MayOverlap_Decimals_AreComparedExactly(long unscaled, bool may)
    {
        StatisticValue key = StatisticValue.Of((Int128)unscaled);
        StatisticsPruning.MayOverlap(File, [Key("exact", ColumnType.Decimal(10, 2), key, key)]).ShouldBe(may);
    }

    [Fact]
    public void MayOverlap_ZerosOfEitherSign_AreEqual()
    {
        StatisticsPruning.MayOverlap(File, [Key("x", ColumnType.Float64, StatisticValue.Of(0.0), StatisticValue.Of(0.0))]).ShouldBeTrue();
        StatisticsPruning.MayOverlap(File, [Key("x", ColumnType.Float64, StatisticValue.Of(-0.0), StatisticValue.Of(-0.0))]).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"numRecords":1}""")]
    [InlineData("""{"numRecords":1,"minValues":{"id":"x"},"maxValues":{"id":5.5}}""")]
    [InlineData("""{"numRecords":"1","minValues":[],"maxValues":null,"nullCount":{"id":"x"}}""")]
    public void MayOverlap_StatisticsThatTellNothing_IsPossible(string? statistics) =>
        StatisticsPruning.MayOverlap(statistics, [Key("id", ColumnType.Int64, StatisticValue.Of((Int128)1), StatisticValue.Of((Int128)1))]).ShouldBeTrue();

    [Fact]
    public void MayOverlap_KeyThatMayBeMissing_IsPossible()
    {
        ColumnStatistics key = Key("id", ColumnType.Int64, StatisticValue.Of((Int128)1), StatisticValue.Of((Int128)1));

        StatisticsPruning.MayOverlap(File, [key with { NullCount = 1 }]).ShouldBeTrue();
        StatisticsPruning.MayOverlap(File, [key with { NullCount = null }]).ShouldBeTrue();
        StatisticsPruning.MayOverlap(File, [key with { Min = null, Max = null }]).ShouldBeTrue();
    }

    [Fact]
    public void MayOverlap_OneColumnApart_IsEnough()
    {
        ColumnStatistics meets = Key("id", ColumnType.Int64, StatisticValue.Of((Int128)15), StatisticValue.Of((Int128)15));
        ColumnStatistics apart = Key("name", ColumnType.String, StatisticValue.Of("x"), StatisticValue.Of("z"));

        StatisticsPruning.MayOverlap(File, [meets, apart]).ShouldBeFalse();
        StatisticsPruning.MayOverlap(File, [Key("gone", ColumnType.Int64, StatisticValue.Of((Int128)0), StatisticValue.Of((Int128)0))]).ShouldBeFalse();
        StatisticsPruning.MayOverlap("""{"numRecords":0}""", [meets]).ShouldBeFalse();
    }

    private static ColumnStatistics Key(string name, ColumnType type, StatisticValue min, StatisticValue max) => new(name, type) { NullCount = 0, Min = min, Max = max };
}
