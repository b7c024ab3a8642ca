using System.Text;
using CsCheck;
using DataIngestion.Profiles;

namespace DataIngestion.Tests.Profiles;

public sealed class CategoryCountsTests
{
    [Fact]
    public void Complete_FewCategories_CountsEachInOrdinalOrder()
    {
        CategoricalProfile profile = Count(10, ["b", "a", "b", "B", ""]);

        profile.Counts.ShouldBe([new("", 1), new("B", 1), new("a", 1), new("b", 2)]);
        profile.Other.ShouldBe(0);
    }

    [Fact]
    public void Complete_TooManyCategories_KeepsExactCountsOfSomeAndAddsUpTheOthers()
    {
        string[] values = [.. Enumerable.Range(0, 3_000).Select(i => "c" + (i % 150))];

        CategoricalProfile profile = Count(100, values);

        profile.Counts.Count.ShouldBe(100);
        profile.Counts.Values.ShouldAllBe(count => count == 20);
        profile.Other.ShouldBe(3_000 - (100 * 20));
    }

    [Fact]
    public void Merge_AnyParts_EqualsObservingInOrder() =>
        Gen.Select(Gen.Int[0, 60].Array[0, 300], Gen.Int[0, 60].Array[0, 300], Gen.Int[1, 70]).Sample(
            (a, b, capacity) =>
            {
                CategoryCounts first = Observed(capacity, a.Select(Name));
                first.Merge(Observed(capacity, b.Select(Name)));
                CategoricalProfile merged = first.Complete();
                CategoricalProfile whole = Count(capacity, a.Concat(b).Select(Name));

                merged.Counts.ShouldBe(whole.Counts);
                merged.Other.ShouldBe(whole.Other);
                (merged.Counts.Values.Sum() + merged.Other).ShouldBe(a.Length + b.Length);
            },
            iter: 500, threads: 1);

    [Fact]
    public void Add_LongText_IsShortenedAtACharacterAndKeptApartByItsHash()
    {
        string text = new('ä', 400);

        CategoricalProfile profile = Count(10, [text, text, text + "x"]);

        profile.Counts.Count.ShouldBe(2);
        profile.Counts.Values.Order().ShouldBe([1, 2]);
        profile.Counts.Keys.ShouldAllBe(key => Encoding.UTF8.GetByteCount(key) <= 256 && key.StartsWith("äää") && key.LastIndexOf('#') == key.Length - 17);
    }

    private static string Name(int number) => "category " + number;

    private static CategoricalProfile Count(int capacity, IEnumerable<string> values) => Observed(capacity, values).Complete();

    private static CategoryCounts Observed(int capacity, IEnumerable<string> values)
    {
        CategoryCounts counts = new(capacity);
        foreach (string value in values)
        {
            counts.Add(Encoding.UTF8.GetBytes(value));
        }

        return counts;
    }
}
