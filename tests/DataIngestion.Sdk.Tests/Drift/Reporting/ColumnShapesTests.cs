using DataIngestion.Drift;
using DataIngestion.Profiles;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Tests.Drift;

public sealed class ColumnShapesTests
{
    private static readonly DriftPlan Plan = new([]);

    [Fact]
    public void Of_ManyNumbers_GivesSharesOfTwentyBinsAndQuantiles()
    {
        // 0 … 999 against 500 … 1,499: of 20 bins from 0 to 1,499 each is 74.95 wide, so the first holds 0 … 74 and the seventh starts at 449.7.
        ColumnShape shape = Shape(Enumerable.Range(0, 1_000), Enumerable.Range(500, 1_000));

        NumericShape numeric = shape.Numeric.ShouldNotBeNull();
        numeric.Edges.Count.ShouldBe(21);
        numeric.Edges[0].ShouldBe(0);
        numeric.Edges[20].ShouldBe(1_499);
        numeric.ReferenceShares[0].ShouldBe(0.075);
        numeric.CurrentShares[0].ShouldBe(0);
        numeric.ReferenceShares.Sum().ShouldBe(1, 1e-12);
        numeric.CurrentShares.Sum().ShouldBe(1, 1e-12);

        // numpy.quantile(range(1000), [.01, .5, .99]) = 9.99, 499.5, 989.01
        numeric.Quantiles.Count.ShouldBe(21);
        numeric.Quantiles[0].Reference.ShouldBe(9.99, 1e-9);
        numeric.Quantiles[10].ShouldBe(new(0.5, 499.5, 999.5));
        numeric.Quantiles[20].Reference.ShouldBe(989.01, 1e-9);
        shape.Categorical.ShouldBeNull();
        shape.IsEstimated.ShouldBeFalse();
        shape.Reference.ShouldBe(new(1_000, 0) { Mean = 499.5, StandardDeviation = Math.Sqrt(1_000 * 1_001 / 12.0), Minimum = 0, Maximum = 999 });
    }

    [Fact]
    public void Of_FarTails_AreInTheOutermostBins()
    {
        ColumnShape shape = Shape(Enumerable.Range(0, 1_000).Append(1_000_000), Enumerable.Range(0, 1_000));
        shape.Numeric!.Edges[^1].ShouldBeLessThan(1_000);
        shape.Numeric.ReferenceShares.Sum().ShouldBe(1, 1e-12);
        shape.Reference.Maximum.ShouldBe(1_000_000);
    }

    [Fact]
    public void Of_WholeNumbers_HaveBinsOfWholeWidth()
    {
        ColumnShape shape = Of("int64", Enumerable.Range(18, 72).Select(age => (double?)age), Enumerable.Range(18, 72).Select(age => (double?)age));
        shape.Numeric!.Edges.ShouldBe(Enumerable.Range(0, 19).Select(bin => 18.0 + (4 * bin)));
        shape.Numeric.ReferenceShares.ShouldAllBe(share => Math.Abs(share - (4 / 72.0)) < 1e-12);
    }

    [Fact]
    public void Of_FewNumbers_AreListedInOrderWithWhatIsNewAndVanished()
    {
        CategoricalShape values = Of("float64", [1, 2, 2, 10, null], [2, 10, 10, 3]).Categorical.ShouldNotBeNull();
        values.Top.ShouldBe([new("1", 1, 0), new("2", 2, 1), new("3", 0, 1), new("10", 1, 2)]);
        values.New!.Categories.ShouldBe(1);
        values.New.Largest.ShouldBe([new("3", 0, 1)]);
        values.Vanished!.Largest.ShouldBe([new("1", 1, 0)]);
    }

    [Theory]
    [InlineData(double.MaxValue, -double.MaxValue)]
    [InlineData(5e-324, 0)]
    [InlineData(1e300, 1e300)]
    public void Of_ExtremeNumbers_GivesFiniteFigures(double most, double least)
    {
        ColumnShape shape = Shape(Enumerable.Range(0, 100).Select(at => at % 30 * (most / 30)), Enumerable.Range(0, 100).Select(at => least + (at % 30 * (most / 40))));
        shape.Numeric!.Edges.Concat(shape.Numeric.ReferenceShares).Concat(shape.Numeric.CurrentShares).ShouldAllBe(number => double.IsFinite(number));
        shape.Numeric.Edges.ShouldBeInOrder(SortDirection.Ascending);
        shape.Numeric.Quantiles.ShouldAllBe(pair => double.IsFinite(pair.Reference) && double.IsFinite(pair.Current));
        (shape.Reference.Mean is not { } mean || double.IsFinite(mean)).ShouldBeTrue();
        (shape.Reference.StandardDeviation is not { } deviation || double.IsFinite(deviation)).ShouldBeTrue();
    }

    [Fact]
    public void Of_NothingOnOneSide_HasFiguresOnly()
    {
        ColumnShape shape = Of("float64", [null, double.NaN], [1]);
        shape.Numeric.ShouldBeNull();
        shape.Reference.ShouldBe(new(2, 1) { NotFinite = 1 });
        shape.Current.ShouldBe(new(1, 0) { Mean = 1, Minimum = 1, Maximum = 1 });
    }

    [Fact]
    public void Of_ManyCategories_KeepsTheLargestOfEitherSide()
    {
        ColumnShape shape = Categories(Enumerable.Range(0, 100).ToDictionary(at => $"c{at:D2}", at => at < 5 ? 100L : 1L), new() { ["new"] = 7, ["c99"] = 3 });
        CategoricalShape categories = shape.Categorical.ShouldNotBeNull();
        categories.Top.Count.ShouldBe(20);
        categories.Top.Take(2).ShouldBe([new("new", 0, 7), new("c99", 1, 3)]);
        (categories.Top.Sum(bin => bin.Reference) + categories.ReferenceOther).ShouldBe(595);
        categories.CurrentOther.ShouldBe(0);
        (categories.New!.Categories, categories.New.Values).ShouldBe((1, 7));
        categories.New.Largest.ShouldBe([new("new", 0, 7)]);
        categories.Vanished!.Categories.ShouldBe(99);
        categories.Vanished.Largest.Count.ShouldBe(10);
    }

    [Fact]
    public void Of_ReferenceWithCategoriesLeftOut_KnowsNothingNew()
    {
        ColumnShape shape = ColumnShapes.Of(Plan, new(
            DriftKind.Covariate,
            new("x", "string", 10, 0) { Categorical = new(new Dictionary<string, long> { ["a"] = 5 }, 5) },
            new("x", "string", 2, 0) { Categorical = new(new Dictionary<string, long> { ["b"] = 2 }, 0) }));
        shape.Categorical!.New.ShouldBeNull();
        shape.Categorical.Vanished!.Categories.ShouldBe(1);
        shape.IsEstimated.ShouldBeTrue();
    }

    [Fact]
    public void Of_WithheldColumn_HasNoValues()
    {
        ColumnProfile profile = new("x", "string", 10, 1) { Categorical = new(new Dictionary<string, long> { ["secret"] = 9 }, 0) };
        ColumnShape shape = ColumnShapes.Of(Plan with { Withheld = new HashSet<string> { "x" } }, new(DriftKind.Covariate, profile, profile));
        shape.ShouldBe(new("x", "string", new(10, 1), new(10, 1)) { IsMasked = true });
    }

    [Fact]
    public void Of_LongLabel_IsCut()
    {
        ColumnShape shape = Categories(new() { [new string('a', 119) + "\U0001F600"] = 1 }, []);
        shape.Categorical!.Top[0].Label.ShouldBe(new string('a', 119) + "…");
    }

    private static ColumnShape Categories(Dictionary<string, long> reference, Dictionary<string, long> current) => ColumnShapes.Of(Plan, new(
        DriftKind.Covariate,
        new("x", "string", reference.Values.Sum(), 0) { Categorical = new(reference, 0) },
        new("x", "string", current.Values.Sum(), 0) { Categorical = new(current, 0) }));

    private static ColumnShape Shape(IEnumerable<int> reference, IEnumerable<int> current) => Shape(reference.Select(value => (double)value), current.Select(value => (double)value));

    private static ColumnShape Shape(IEnumerable<double> reference, IEnumerable<double> current) =>
        Of("float64", reference.Select(value => (double?)value), current.Select(value => (double?)value));

    private static ColumnShape Of(string type, IEnumerable<double?> reference, IEnumerable<double?> current) => ColumnShapes.Of(
        Plan, new(DriftKind.Covariate, Batches.Profile(Batches.Doubles(reference)) with { Type = type }, Batches.Profile(Batches.Doubles(current)) with { Type = type }));
}
