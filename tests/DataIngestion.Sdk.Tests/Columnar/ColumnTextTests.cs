using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Columnar;

public sealed class ColumnTextTests
{
    [Fact]
    public void Of_EachType_IsInvariantText()
    {
        Batches.Texts(Batches.Booleans(true, false, null)).ShouldBe(["true", "false", null]);
        Batches.Texts(Batches.Int64(long.MinValue, 0)).ShouldBe(["-9223372036854775808", "0"]);
        Batches.Texts(Batches.Float64(0.1, double.NaN, -1e300)).ShouldBe(["0.1", "NaN", "-1E+300"]);
        Batches.Texts(Batches.Float32(0.1f)).ShouldBe(["0.1"]);
        Batches.Texts(Batches.Decimals(12, 2, 12.5m, -0.05m, 0m)).ShouldBe(["12.50", "-0.05", "0.00"]);
        Batches.Texts(Batches.Decimals(12, 0, -7m)).ShouldBe(["-7"]);
        Batches.Texts(Batches.Dates(new DateOnly(2015, 1, 25), new DateOnly(1, 1, 1))).ShouldBe(["2015-01-25", "0001-01-01"]);
        Batches.Texts(Batches.Binaries([1, 2, 3])).ShouldBe(["AQID"]);
        Batches.Texts(Batches.Strings("ä", "")).ShouldBe(["ä", ""]);
    }

    [Fact]
    public void Of_Timestamps_IsIsoWithZForZones()
    {
        DateTimeOffset time = new(1969, 12, 31, 23, 59, 59, TimeSpan.Zero);
        Batches.Texts(Batches.Times(true, time, time.AddMicroseconds(500_010))).ShouldBe(["1969-12-31T23:59:59Z", "1969-12-31T23:59:59.50001Z"]);
        Batches.Texts(Batches.Times(false, time)).ShouldBe(["1969-12-31T23:59:59"]);
    }

    [Fact]
    public void Of_DateBeyondTheCalendar_KeepsItsNumber() =>
        ColumnText.Of(new Date32Array(new ArrowBuffer.Builder<int>().Append(int.MaxValue).Build(), ArrowBuffer.Empty, 1, 0, 0), 0).ShouldBe("2147483647 days");

    [Fact]
    public void Of_DecimalOf38Digits_IsExact()
    {
        byte[] smallest = new byte[16];
        BitConverter.TryWriteBytes(smallest, -Int128.Parse(new string('9', 38)));
        ArrayData data = new(new Decimal128Type(38, 38), 1, 0, 0, (ArrowBuffer[])[ArrowBuffer.Empty, new ArrowBuffer(smallest)], []);
        ColumnText.Of(new Decimal128Array(data), 0).ShouldBe("-0." + new string('9', 38));
    }

    [Fact]
    public void Shorten_LongText_EndsInAnEllipsisAt64Characters()
    {
        ColumnText.Shorten(new string('x', 64)).ShouldBe(new string('x', 64));
        ColumnText.Shorten(new string('x', 65)).ShouldBe(new string('x', 63) + "…");
        ColumnText.Shorten(null).ShouldBeNull();
        ColumnText.Shorten(new string('x', 62) + "😀 and more").ShouldBe(new string('x', 62) + "…");
    }
}
