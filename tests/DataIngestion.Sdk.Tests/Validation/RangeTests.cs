using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class RangeTests
{
    private const long BeyondDouble = (1L << 53) + 1;

    [Fact]
    public void Range_Edges_BelongUnlessStrict()
    {
        Int64Array x = Batches.Int64(15, 16, null, 110, 111);
        Checks.Failing(v => v.Range("x", 16, 110), x).ShouldBe([0, 4]);
        Checks.Failing(v => v.Range("x", 16, 110, strictMinimum: true), x).ShouldBe([0, 1, 4]);
        Checks.Failing(v => v.Range("x", 16, 110, strictMaximum: true), x).ShouldBe([0, 3, 4]);
        Checks.Failing(v => v.Range("x", 16, null), x).ShouldBe([0]);
        Checks.Failing(v => v.Range("x", 15.5, 110.5), x).ShouldBe([0, 4]);
        Checks.Failing(v => v.Range("x", 15.5m, 110.5m, true, true), x).ShouldBe([0, 4]);
    }

    [Fact]
    public void Range_Int64BeyondDouble_IsExact()
    {
        Int64Array x = Batches.Int64(BeyondDouble - 1, BeyondDouble, BeyondDouble + 1);
        Checks.Failing(v => v.Range("x", BeyondDouble, BeyondDouble), x).ShouldBe([0, 2]);
        Checks.Failing(v => v.Range("x", (double)(1L << 53), null, strictMinimum: true), x).ShouldBe([0]);
        Checks.Failing(v => v.Range("x", 1152921504606846976d, 1152921504606846976d), Batches.Int64(1L << 60, (1L << 60) + 1)).ShouldBe([1]);
        Checks.Failing(v => v.Range("x", long.MinValue, long.MaxValue), Batches.Int64(long.MinValue, long.MaxValue)).ShouldBeEmpty();
        Checks.Failing(v => v.Range("x", 1e30, null), Batches.Int64(long.MaxValue, null)).ShouldBe([0]);
    }

    [Fact]
    public void Range_Decimals_AreExact()
    {
        Decimal128Array x = Batches.Decimals(20, 2, 0.09m, 0.10m, 0.11m, null);
        Checks.Failing(v => v.Range("x", 0.10m, 0.10m), x).ShouldBe([0, 2]);
        Checks.Failing(v => v.Range("x", 0.1, 0.1), x).ShouldBe([0, 2]);
        Checks.Failing(v => v.Range("x", 0.095m, 0.105m), x).ShouldBe([0, 2]);
        Checks.Failing(v => v.Range("x", -1, 0), Batches.Decimals(20, 2, -1.00m, -1.01m, 0m, 0.01m)).ShouldBe([1, 3]);
        Checks.Failing(v => v.Range("x", BeyondDouble, null), Batches.Decimals(20, 2, BeyondDouble, BeyondDouble - 0.01m)).ShouldBe([1]);
    }

    [Fact]
    public void Range_Floats_FailNaNAndRoundTheBounds()
    {
        Checks.Failing(v => v.Range("x", 0d, 1d), Batches.Float64(double.NaN, 0, -0.0, 1, 1.0000000000000002, null)).ShouldBe([0, 4]);
        Checks.Failing(v => v.Range("x", 0.1, 0.1), Batches.Float32(0.1f, 0.2f)).ShouldBe([1]);
        Checks.Failing(v => v.Range("x", 0d, 1e300), Batches.Float32(float.MaxValue, float.PositiveInfinity)).ShouldBe([1]);
        Checks.Failing(v => v.Range("x", 0.1, 0.2, true, true), Batches.Float64(0.1, 0.15, 0.2)).ShouldBe([0, 2]);
    }

    [Fact]
    public void Range_DatesTimesAndText_HaveTheirOverloads()
    {
        DateOnly first = new(2015, 1, 1);
        Checks.Failing(v => v.Range("x", first, first.AddDays(30)), Batches.Dates(first.AddDays(-1), first, first.AddDays(30), first.AddDays(31))).ShouldBe([0, 3]);
        DateTimeOffset noon = new(2015, 1, 1, 12, 0, 0, TimeSpan.FromHours(2));
        Checks.Failing(v => v.Range("x", noon, null), Batches.Times(true, noon, noon.AddMicroseconds(-1))).ShouldBe([1]);
        Checks.Failing(v => v.Range("x", noon.AddTicks(1), null), Batches.Times(true, noon, noon.AddMicroseconds(1))).ShouldBe([0]);
        DateTime zoneless = new(1960, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        Checks.Failing(v => v.Range("x", zoneless, null), Batches.Times(false, new DateTimeOffset(zoneless, TimeSpan.Zero), new DateTimeOffset(zoneless, TimeSpan.Zero).AddMicroseconds(-1))).ShouldBe([1]);
        Checks.Failing(v => v.Range("x", "b", "d", strictMaximum: true), Batches.Strings("a", "b", "c", "d", "B", null)).ShouldBe([0, 3, 4]);
    }

    [Fact]
    public void Range_WrongType_NamesColumnAndType()
    {
        ArgumentException fault = Should.Throw<ArgumentException>(() => Checks.Failing(v => v.Range("x", 1, 2), Batches.Strings("1")));
        fault.Message.ShouldContain("'x'");
        fault.Message.ShouldContain("string");
        Should.Throw<ArgumentException>(() => Checks.Failing(v => v.Range("x", DateTimeOffset.UnixEpoch, null), Batches.Times(false, DateTimeOffset.UnixEpoch))).Message.ShouldContain("timestamp_ntz");
        Should.Throw<ArgumentException>(() => Checks.Failing(v => v.Range("y", 1, 2), Batches.Int64(1))).Message.ShouldContain("'y'");
    }

    [Fact]
    public void Range_EmptyOrOpenOrZoned_ThrowsAtOnce()
    {
        Should.Throw<ArgumentException>(() => new ValidationBuilder().Range("x", 2, 1)).Message.ShouldContain("'x'");
        Should.Throw<ArgumentException>(() => new ValidationBuilder().Range("x", 1, 1, strictMinimum: true));
        Should.Throw<ArgumentException>(() => new ValidationBuilder().Range("x", "b", "a"));
        Should.Throw<ArgumentException>(() => new ValidationBuilder().Range("x", (long?)null, null));
        Should.Throw<ArgumentException>(() => new ValidationBuilder().Range("x", double.NaN, 1d));
        Should.Throw<ArgumentException>(() => new ValidationBuilder().Range("x", DateTime.UnixEpoch, null));
    }

    [Fact]
    public void Name_ShowsTheRange()
    {
        Checks.Validator(v => v.Range("age", 16, 110)).Name.ShouldBe("range(age, 16, 110)");
        Checks.Validator(v => v.Range("age", 0.5, null, strictMinimum: true)).Name.ShouldBe("range(age, > 0.5, …)");
    }
}
