using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Tests.Drift.Concept;

/// <summary>The SEA stream: features never drift, the relation to the target does in every block, and the first feature has no part in it.</summary>
public sealed class SeaTests
{
    private const int Block = 15_000;

    [Fact]
    public void Compare_BlocksTwoAndThree_FindsPriorAndTheConceptOfTheSecondAndThirdFeature()
    {
        string folder = SharedData.Folder("STREAM_DATA", "streams");
        (RecordBatch reference, RecordBatch current) = (Rows(folder, 1), Rows(folder, 2));

        ConceptReport report = ConceptDrift.Compare([reference], [current], "class", cancellationToken: TestContext.Current.CancellationToken);
        DriftReport covariates = DriftDetection.Compare([reference], [current], builder => builder.Exclude("class").KolmogorovSmirnov(), TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine(JsonSerializer.Serialize(report.Model));
        TestContext.Current.TestOutputHelper?.WriteLine(report.Reason + string.Join(' ', report.Features.Select(feature => $"{feature.AdjustedPValue:G3}/{feature.Effect:G3}")));
        covariates.Drifted.ShouldBeFalse();
        report.Prior.Drifted.ShouldBeTrue();
        report.Features.Select(feature => feature.Drifted).ShouldBe([false, true, true]);
        report.Drifted.ShouldBeTrue();
        report.Domain.ShouldNotBeNull().Drifted.ShouldBeFalse();
        report.Classes.ShouldBe(["0", "1", "(all others)"]);
        report.Features[0].CommonShift.ShouldNotBeNull().PValue.ShouldBeLessThan(1e-50);
    }

    [Fact]
    public void Compare_AllBlocks_CountsAndPriorsAreThoseOfTheTruthFile()
    {
        string folder = SharedData.Folder("STREAM_DATA", "streams");
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "truth_sea60k.json")));
        for (int block = 0; block < 3; block++)
        {
            JsonElement split = truth.RootElement.GetProperty("splits").GetProperty($"c{block + 1}_vs_c{block + 2}");

            ConceptReport report = ConceptDrift.Compare(
                [Rows(folder, block)], [Rows(folder, block + 1)], "class", new() { SampleRows = 0, Permutations = 19 }, TestContext.Current.CancellationToken);

            foreach (ConceptFeature feature in report.Features)
            {
                JsonElement concept = split.GetProperty("columns").GetProperty(feature.Column).GetProperty("concept");
                long[][] expected = concept.GetProperty("bins").Deserialize<long[][]>()!;
                feature.Bins.Select(bin => new[] { bin.Reference.Count, bin.Reference.Classes[1], bin.Current.Count, bin.Current.Classes[1] })
                    .ShouldBe(expected, new SameRow());
                feature.MeanDifference.ShouldBe(concept.GetProperty("wmad").GetDouble(), 1e-12);
            }

            JsonElement prior = split.GetProperty("prior");
            DriftStatistic chi = report.Prior.Results.Single(result => result.Test == "chi_square").Statistic;
            chi.Statistic.ShouldBe(prior.GetProperty("chi2").GetProperty("statistic").GetDouble(), 1e-9);
            report.Prior.Results.Single(result => result.Test == "population_stability_index").Statistic.Statistic.ShouldBe(prior.GetProperty("psi").GetDouble(), 1e-9);
            report.Prior.Results.Single(result => result.Test == "total_variation").Statistic.Statistic.ShouldBe(Math.Abs(prior.GetProperty("diff").GetDouble()), 1e-12);
        }
    }

    private static RecordBatch Rows(string folder, int block)
    {
        double?[][] columns = [new double?[Block], new double?[Block], new double?[Block], new double?[Block]];
        int row = 0;
        foreach (string line in File.ReadLines(Path.Combine(folder, "sea_60k_noheader.csv")).Skip(block * Block).Take(Block))
        {
            string[] cells = line.Split(',');
            for (int column = 0; column < columns.Length; column++)
            {
                columns[column][row] = double.Parse(cells[column], CultureInfo.InvariantCulture);
            }

            row++;
        }

        return Batches.Of(
            ("a1", Batches.Doubles(columns[0])), ("a2", Batches.Doubles(columns[1])), ("a3", Batches.Doubles(columns[2])), ("class", Batches.Doubles(columns[3])));
    }

    private sealed class SameRow : IEqualityComparer<long[]>
    {
        public bool Equals(long[]? x, long[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(long[] obj) => obj.Length;
    }
}
