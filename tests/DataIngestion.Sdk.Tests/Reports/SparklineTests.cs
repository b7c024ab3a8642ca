namespace DataIngestion.Reports;

public sealed class SparklineTests
{
    [Fact]
    public void Write_Values_AreDrawnFromZeroToTheHighest()
    {
        // 120 × 24 with a margin of 3: x is 3, 60, 117; y is 21 for 0, 12 for half of the highest, 3 for the highest.
        string drawing = Draw([0, 0.25, 0.5]);
        drawing.ShouldContain("d=\"M3 21L60 12L117 3\"");
        drawing.ShouldContain("cx=\"117\" cy=\"3\"");
        drawing.ShouldContain("aria-label=\"label\"");
    }

    [Fact]
    public void Write_MissingValue_LeavesAGap() => Draw([0.5, 0.5, null, 0.5, 0.5]).ShouldContain("d=\"M3 3L31.5 3M88.5 3L117 3\"");

    [Fact]
    public void Write_ValueBetweenGaps_IsADot() => Draw([null, 1, null, 1]).ShouldContain("<circle cx=\"41\" cy=\"3\"");

    [Fact]
    public void Write_NothingFailedEver_LiesOnTheGround() => Draw([0, 0]).ShouldContain("d=\"M3 21L117 21\"");

    [Fact]
    public void Write_LongHistory_KeepsTheLastHundred()
    {
        string drawing = Draw([1, .. Enumerable.Repeat<double?>(0, 100)]);
        drawing.ShouldStartWith("<svg");
        drawing.Count(character => character == 'L').ShouldBe(99);
        drawing.ShouldContain("d=\"M3 21L");
    }

    [Theory]
    [InlineData(0, "width=\"0\"")]
    [InlineData(0.00001, "width=\"1\"")]
    [InlineData(0.4567, "width=\"45.67\"")]
    [InlineData(1, "width=\"100\"")]
    public void WriteBar_Share_IsSeen(double share, string expected)
    {
        using StringWriter writer = new();
        Sparkline.WriteBar(new HtmlWriter(writer), share);
        writer.ToString().ShouldContain(expected);
    }

    private static string Draw(double?[] values)
    {
        using StringWriter writer = new();
        Sparkline.Write(new HtmlWriter(writer), values, "label");
        return writer.ToString();
    }
}
