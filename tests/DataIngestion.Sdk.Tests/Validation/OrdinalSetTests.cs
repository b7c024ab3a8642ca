using CsCheck;

namespace DataIngestion.Validation;

public sealed class OrdinalSetTests
{
    [Fact]
    public void InOrder_RandomNumbers_AreThoseOfASortedSet() =>
        Gen.Select(Gen.Long[0, 20_000].Array[0, 200], Gen.Long[0, 20_000], Gen.Long[0, 20_000]).Sample((numbers, start, end) =>
        {
            OrdinalSet set = new();
            SortedSet<long> naive = [];
            foreach (long number in numbers)
            {
                set.Add(number).ShouldBe(naive.Add(number));
            }

            set.Count.ShouldBe(naive.Count);
            set.InOrder().ShouldBe(naive);
            set.Between(start, end).ShouldBe(naive.Where(number => number >= start && number < end));
            set.Contains(start).ShouldBe(naive.Contains(start));
        }, iter: 300);

    [Fact]
    public void Add_Beyond32Bits_IsKept()
    {
        OrdinalSet set = new();
        set.Add(long.MaxValue).ShouldBeTrue();
        set.Add(1L << 40).ShouldBeTrue();
        set.InOrder().ShouldBe([1L << 40, long.MaxValue]);
        Should.Throw<ArgumentOutOfRangeException>(() => set.Add(-1));
    }
}
