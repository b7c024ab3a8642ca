using System.Text;

namespace DataIngestion.Tests.Drift.Concept;

/// <summary>A comparison of concepts as a report shows it.</summary>
public sealed class ConceptViewTests
{
    [Fact]
    public void ToViews_TwoClasses_ShowsTheShareOfTheSecondByBin()
    {
        ConceptView view = Report(["no", "yes", "(all others)"], Bin("low", [6, 4, 0], [1, 9, 0]), Bin("high", [0, 0, 0], [5, 5, 0])).ToViews().Single();
        view.Measure.ShouldBe("share of claim = yes");
        view.Bins.ShouldBe([new("low", 10, 10, 0.4, 0.9), new("high", 0, 10, null, 0.5)]);
        view.ReferenceRate.ShouldBe(0.4);
        view.CurrentRate.ShouldNotBeNull().ShouldBe(0.7, 1e-15);
        view.Drifted.ShouldBeTrue();
    }

    [Fact]
    public void ToViews_ThreeClasses_ShowsTheOneThatChangesMost()
    {
        ConceptView view = Report(["a", "b", "c", "(all others)"], Bin("low", [5, 4, 1, 0], [5, 1, 4, 0]), Bin("high", [5, 4, 1, 0], [5, 2, 3, 0])).ToViews().Single();
        view.Measure.ShouldBe("share of claim = b");
        view.Bins.Select(bin => bin.CurrentRate).ShouldBe([0.1, 0.2]);
    }

    [Fact]
    public void ToViews_Number_ShowsTheMean()
    {
        ConceptBin bin = new("low", new(4, [4], 1.5, 1), new(2, [2], 2.5, 1));
        ConceptView view = Report([], bin).ToViews().Single();
        view.Measure.ShouldBe("mean of claim");
        view.Bins.ShouldBe([new("low", 4, 2, 1.5, 2.5)]);
    }

    [Fact]
    public void ToViews_Tests_OnlyHeterogeneityDecides()
    {
        IReadOnlyList<DriftResult> results = Report(["no", "yes"], Bin("low", [6, 4], [1, 9])).ToViews().Single().Results;
        results.Select(result => (result.Test, result.Drifted, result.AdjustedPValue)).ShouldBe([("breslow_day_tarone", true, 0.02), ("cochran_mantel_haenszel", false, null)]);
        results.ShouldAllBe(result => result.Kind == DriftKind.Concept && result.Statistic.Threshold == 0.01);
        results[1].Statistic.Note.ShouldNotBeNull().ShouldStartWith("Reported; decides nothing.");
    }

    [Fact]
    public void WithConcept_OnlyTheConceptDrifted_TheReportHasAndSaysWhy()
    {
        DriftReport report = new DriftReport(3, false, []).WithConcept(Report(["no", "yes"], Bin("low", [6, 4], [1, 9])));
        report.Drifted.ShouldBeTrue();
        report.Describe().ShouldBe("Drift found. The target changed given the features. Because.");
        Encoding.UTF8.GetString(DriftReportJson.Serialize(report)).ShouldContain("\"conceptVerdict\":{\"drifted\":true,\"reason\":\"Because.\"}");
        DriftReportJson.Deserialize(DriftReportJson.Serialize(report)).ShouldBeTheSameAs(report);
        using StringWriter page = new();
        DriftPage.Write(report, page);
        page.ToString().ShouldContain("Because.");
    }

    private static ConceptBin Bin(string label, long[] reference, long[] current) => new(label, new(reference.Sum(), reference, null, null), new(current.Sum(), current, null, null));

    private static ConceptReport Report(string[] classes, params ConceptBin[] bins) => new(
        "claim",
        classes,
        new("claim", false, [], [], null),
        [new("age", bins, new("breslow_day_tarone", 9, 1, 0.01), new("cochran_mantel_haenszel", 4, 1, 0.04), null, null, 0.02, 0.3, 0.02, 0.1, 0.5, true, null)],
        null,
        null,
        true,
        "Because.",
        null)
    {
        Significance = 0.01,
    };
}
