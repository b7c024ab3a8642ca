using System.Text;
using DataIngestion.Drift;
using DataIngestion.Profiles;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Tests.Drift;

public sealed class ChiSquareTests
{
    private static readonly ChiSquareDetector Detector = new(new());

    // 2 × 2 by hand: n (ad − bc)² / (row and column sums).
    [Fact]
    public void Detect_TwoCategories_HasTheHandComputedStatistic()
    {
        DriftStatistic actual = Detect(Batches.Categories(("a", 10), ("b", 20)), Batches.Categories(("a", 30), ("b", 40)));

        actual.Statistic.ShouldBe(100.0 * 200 * 200 / (30.0 * 70 * 40 * 60), 1e-14);
        (actual.ReferenceCount, actual.CurrentCount).ShouldBe((30, 70));
        actual.Bins.ShouldBe([new("a", 10, 30), new("b", 20, 40)]);
    }

    // phi² = 1; Bergsma: (1 − 1/199) / min(2 − 1/199, 2 − 1/199) − 1 = 1.
    [Fact]
    public void Detect_DisjointCategories_HasFullEffectAndNamesThem()
    {
        DriftStatistic actual = Detect(Batches.Categories(("a", 100)), Batches.Categories(("b", 100)));

        actual.Statistic.ShouldBe(200, 1e-12);
        actual.Effect.ShouldBe(1, 1e-12);
        actual.PValue!.Value.ShouldBeLessThan(1e-40);
        actual.Note.ShouldBe("New categories: b. Vanished categories: a.");
    }

    // phi² = 1/9 at n = 200, so V² = (1/9 − 1/199) / (1 − 1/199) by Bergsma's formula.
    [Fact]
    public void Detect_MovedCategories_HasTheBiasCorrectedEffect()
    {
        DriftStatistic actual = Detect(Batches.Categories(("a", 100), ("b", 0)), Batches.Categories(("a", 80), ("b", 20)));

        actual.Statistic.ShouldBe(200.0 / 9, 1e-12);
        actual.Effect.ShouldBe(Math.Sqrt(((1.0 / 9) - (1.0 / 199)) / (1 - (1.0 / 199))), 1e-12);
    }

    [Fact]
    public void Detect_OneCategory_IsNoDrift()
    {
        DriftStatistic actual = Detect(Batches.Categories(("a", 100)), Batches.Categories(("a", 50)));

        (actual.Statistic, actual.PValue, actual.Effect).ShouldBe((0, 1, 0));
    }

    [Fact]
    public void Detect_EmptySide_SaysSo()
    {
        DriftStatistic actual = Detect(Batches.Categories(("a", 100)), Batches.Categories());

        (actual.Statistic, actual.PValue, actual.Effect).ShouldBe((0, null, 0));
        actual.Note.ShouldBe("The delivery has no value to compare.");
    }

    [Fact]
    public void Detect_RareCategories_SaysThatThePValueIsApproximate() =>
        Detect(Batches.Categories(("a", 100), ("b", 2)), Batches.Categories(("a", 100), ("b", 1))).Note
            .ShouldBe("1 of 2 categories have an expected count below 5; the p-value is approximate.");

    [Fact]
    public void Detect_MoreThanAHundredCategories_ReportsTheLargestAndTheRest()
    {
        ColumnProfile many = Batches.Categories([.. Enumerable.Range(1, 150).Select(i => ($"c{i}", (long)i))]);

        DriftStatistic actual = Detect(many, many);

        actual.Bins.Count.ShouldBe(100);
        actual.Bins[0].ShouldBe(new("c150", 150, 150));
        actual.Bins[^1].Label.ShouldBe("(all others)");
        actual.Bins.Sum(bin => bin.Reference).ShouldBe(150 * 151 / 2);
    }

    [Fact]
    public void Detect_SomeThousandCategoriesLeftOut_NeedsExact() =>
        Detector.Detect(Column(5_000, i => i), Column(5_000, i => i)).ShouldBe(DriftAnswer.NeedsExact);

    [Fact]
    public void Detect_MillionsOfCategories_ComparesASampleOfThemInsteadOfReadingAll()
    {
        DriftStatistic same = Detect(Column(400_000, i => i % 300_000), Column(350_000, i => (i * 7L) % 300_000));
        DriftStatistic other = Detect(Column(400_000, i => i % 300_000), Column(350_000, i => i + 1_000_000));

        same.Bins.Sum(bin => bin.Reference).ShouldBe(400_000);
        same.Bins.Sum(bin => bin.Current).ShouldBe(350_000);
        same.Note.ShouldNotBeNull().ShouldContain("chosen by hash");
        same.Effect.ShouldBeLessThan(0.1);
        other.Bins.Sum(bin => bin.Reference).ShouldBe(400_000);
        other.Effect.ShouldBeLessThan(0.1);
    }

    private static DriftStatistic Detect(ColumnProfile reference, ColumnProfile current) => Detector.Detect(reference, current).Decided!;

    private static ColumnProfile Column(int rows, Func<int, long> category)
    {
        CategoryCounts counts = new(CategoryCounts.DefaultCapacity);
        for (int i = 0; i < rows; i++)
        {
            counts.Add(Encoding.UTF8.GetBytes("id" + category(i)));
        }

        return new("x", "string", rows, 0) { Categorical = counts.Complete() };
    }
}
