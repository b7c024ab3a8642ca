using Apache.Arrow;
using static DataIngestion.Tests.Drift.Concept.ConceptSample;

namespace DataIngestion.Tests.Drift.Concept;

/// <summary>How often raw p-values are at most 0.05 when P(target | features) is fixed, and how often findings come when it moves. Seeded.</summary>
public sealed class ConceptCalibrationTests
{
    private const double Level = 0.05;

    [Theory]
    [InlineData(200, 200, 0)]
    [InlineData(400, 200, 0.5)]
    public void Compare_ClassesWithOneConcept_ModelRejectsAtItsLevel(int n, int m, double shift)
    {
        Func<double, double, Random, double> target = Classes((x, y) => x - (0.5 * y));

        (double rate, double findings) = Rates(500, n, m, shift, target, target, report => report.Model!.Adjusted.PValue <= Level);

        rate.ShouldBeInRange(0.02, 0.08);
        findings.ShouldBeLessThan(Level + 0.03);
    }

    [Fact]
    public void Compare_NumbersWithOneConcept_ModelRejectsAtItsLevel()
    {
        Func<double, double, Random, double> target = Numbers((x, y) => x - (0.5 * y));

        Rates(500, 200, 200, 0.5, target, target, report => report.Model!.Adjusted.PValue <= Level).Rate.ShouldBeInRange(0.02, 0.08);
    }

    [Fact]
    public void Compare_SharedShiftOfTheLogOdds_IsNoConceptDrift() => Rates(
        500, 500, 500, 0, Classes((x, _) => x), Classes((x, _) => x + 0.8), report => report.Model!.Adjusted.PValue <= Level).Rate.ShouldBeInRange(0.02, 0.08);

    [Theory]
    [InlineData(200, 200, 0)]
    [InlineData(1000, 1000, 0.5)]
    public void Compare_TargetOfOneFeature_ItsTestsRejectAtTheirLevel(int n, int m, double shift)
    {
        Func<double, double, Random, double> classes = Classes((x, _) => 0.7 * x);
        Func<double, double, Random, double> numbers = Numbers((x, _) => 0.3 * x);
        ConceptDriftOptions options = new() { SampleRows = 0, Bins = 5, Features = ["first"], Permutations = 99 };

        double[] rates = Many(1000, n, m, shift, classes, classes, options, report => Tests(report));
        double[] numeric = Many(1000, n, m, shift, numbers, numbers, options, report => Tests(report));

        rates.ShouldAllBe(rate => rate >= 0.025 && rate <= 0.08);
        numeric.ShouldAllBe(rate => rate >= 0.025 && rate <= 0.08);

        static bool[] Tests(ConceptReport report)
        {
            ConceptFeature feature = report.Features.Single();
            return [feature.Heterogeneity!.PValue <= Level, feature.Omnibus!.PValue <= Level, feature.CommonShift!.PValue <= Level, feature.Information!.PValue <= Level];
        }
    }

    [Fact]
    public void Compare_ConceptThatTurns_IsFoundWithAndWithoutAShiftOfTheFeatures()
    {
        Func<double, double, Random, double> before = Classes((x, y) => x - (0.5 * y));
        Func<double, double, Random, double> after = Classes((x, y) => (0.2 * x) + (0.5 * y));

        Rates(10, 1000, 1000, 0, before, after, _ => true).Findings.ShouldBeGreaterThan(0.9);
        Rates(10, 1000, 1000, 0.5, before, after, _ => true).Findings.ShouldBeGreaterThan(0.8);
        Rates(10, 1000, 1000, 0, Numbers((x, _) => x), Numbers((x, _) => 0.5 * x), _ => true).Findings.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Compare_FeaturesThatDoNotMove_DomainRejectsAtItsLevel()
    {
        Func<double, double, Random, double> target = Classes((x, _) => x);

        Rates(500, 200, 200, 0, target, target, report => report.Domain!.PValue <= Level).Rate.ShouldBeInRange(0.02, 0.08);
        Rates(10, 500, 500, 1, target, target, report => report.Domain!.Drifted && report.Domain.Lower > 0.5).Rate.ShouldBeGreaterThan(0.9);
    }

    private static (double Rate, double Findings) Rates(
        int runs, int n, int m, double shift, Func<double, double, Random, double> before, Func<double, double, Random, double> after, Func<ConceptReport, bool> rejects)
    {
        double[] rates = Many(runs, n, m, shift, before, after, new() { Permutations = 0 }, report => [rejects(report), report.Drifted]);
        TestContext.Current.TestOutputHelper?.WriteLine($"{rates[0]} {rates[1]}");
        return (rates[0], rates[1]);
    }

    private static double[] Many(
        int runs,
        int n,
        int m,
        double shift,
        Func<double, double, Random, double> before,
        Func<double, double, Random, double> after,
        ConceptDriftOptions options,
        Func<ConceptReport, bool[]> outcomes)
    {
        Random random = new(20_261_123);
        int[] counts = [];
        for (int run = 0; run < runs; run++)
        {
            using RecordBatch reference = Rows(random, n, 0, before);
            using RecordBatch current = Rows(random, m, shift, after);
            bool[] found = outcomes(ConceptDrift.Compare([reference], [current], "target", options with { Seed = run }));
            counts = counts.Length == 0 ? new int[found.Length] : counts;
            for (int i = 0; i < found.Length; i++)
            {
                counts[i] += found[i] ? 1 : 0;
            }
        }

        double[] rates = [.. counts.Select(count => count / (double)runs)];
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(' ', rates));
        return rates;
    }
}
