using System.Text.Json;
using Apache.Arrow;
using DataIngestion.Tests.Profiles;
using static DataIngestion.Tests.Drift.Concept.ConceptSample;

namespace DataIngestion.Tests.Drift.Concept;

public sealed class ConceptDriftTests
{
    private static readonly ConceptDriftOptions Fast = new() { Permutations = 99, SampleRows = 2000 };

    [Fact]
    public void Compare_SameRows_FindsNothing()
    {
        RecordBatch rows = Rows(new Random(1), 2000, 0, Classes((x, y) => x + y));

        ConceptReport report = ConceptDrift.Compare([rows], [rows], "target", Fast, TestContext.Current.CancellationToken);

        report.Drifted.ShouldBeFalse();
        report.Prior.Drifted.ShouldBeFalse();
        report.Note.ShouldBeNull();
        report.Features.Select(feature => feature.Column).ShouldBe(["first", "second"]);
        report.Features.ShouldAllBe(feature => feature.Omnibus!.Statistic == 0 && feature.Information!.PValue == 1 && feature.MeanDifference == 0);
        report.Domain.ShouldNotBeNull().Drifted.ShouldBeFalse();
    }

    [Fact]
    public async Task CompareAsync_BatchesOfAnySize_ReportsTheSameAndSurvivesJson()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        RecordBatch reference = Mixed(new Random(1), 3000, 0);
        RecordBatch current = Mixed(new Random(2), 2500, 0.4);
        ConceptDriftOptions options = Fast with { Segments = ["word"], SampleRows = 700 };

        ConceptReport whole = ConceptDrift.Compare([reference], [current], "label", options, token);
        ConceptReport parts = await ConceptDrift.CompareAsync(
            DriftDetection.Profile([reference], token), Cut(reference, 257), Cut(current, 411), "label", options, token);

        string json = JsonSerializer.Serialize(whole);
        JsonSerializer.Serialize(parts).ShouldBe(json);
        JsonSerializer.Serialize(JsonSerializer.Deserialize<ConceptReport>(json)).ShouldBe(json);
        whole.Model.ShouldNotBeNull().ReferenceRows.ShouldBe(700);
        whole.Prior.Segments.Select(segment => segment.Segment).Distinct().ShouldBe(["a", "b", "c", "(missing)"]);
        whole.Classes.ShouldBe(["no", "perhaps", "yes", "(all others)"]);
        whole.Note.ShouldNotBeNull().ShouldContain("Without a target and left out: 3 rows of the reference, 3 of the delivery.");
        whole.Features.Single(feature => feature.Column == "word").Bins.Select(bin => bin.Label).ShouldBe(["a", "b", "c", "(missing)"]);
        whole.Features.ShouldAllBe(feature => feature.Heterogeneity!.Name == "three_way_interaction");
    }

    [Fact]
    public void Compare_CategoryWhoseRateTurns_IsFoundByThatColumnAlone()
    {
        (string?[] words, double?[] labels) = Turn(new Random(1), 4000, false);
        (string?[] others, double?[] turned) = Turn(new Random(2), 4000, true);
        double?[] noise = [.. Enumerable.Range(0, 4000).Select(i => (double?)(i * 7919 % 1000))];

        ConceptReport report = ConceptDrift.Compare(
            [Batches.Of(("word", Batches.Texts(words)), ("noise", Batches.Doubles(noise)), ("target", Batches.Doubles(labels)))],
            [Batches.Of(("word", DriftDetectionTests.Coded([.. others.Select(word => word == "east" ? 0 : 1)], ["east", "west"])), ("noise", Batches.Doubles(noise)), ("target", Batches.Doubles(turned)))],
            "target",
            Fast,
            TestContext.Current.CancellationToken);

        report.Features.Select(feature => feature.Drifted).ShouldBe([true, false]);
        report.Features[0].Effect.ShouldBeInRange(0.25, 0.35);
        report.Drifted.ShouldBeTrue();
        report.Model!.Effect.ShouldBeInRange(0.2, 0.35);
        report.Prior.Drifted.ShouldBeFalse();

        // Rates of 0.65 and 0.35 that change places; the target's own rate stays what it was.
        static (string?[], double?[]) Turn(Random random, int count, bool turned)
        {
            string?[] words = [.. Enumerable.Range(0, count).Select(_ => random.Next(2) == 0 ? "east" : "west")];
            return (words, [.. words.Select(word => random.NextDouble() < ((word == "east") == turned ? 0.65 : 0.35) ? 1.0 : (double?)0)]);
        }
    }

    [Fact]
    public void Compare_FeatureThatMovesWithAnother_IsMarginalAndNotTheVerdict()
    {
        // The target depends on the second feature alone; the first goes with it in the reference and against it in the delivery.
        RecordBatch reference = Linked(new Random(1), 1);
        RecordBatch current = Linked(new Random(2), -1);

        ConceptReport report = ConceptDrift.Compare([reference], [current], "target", Fast with { SampleRows = 5000 }, TestContext.Current.CancellationToken);

        report.Features.Select(feature => feature.Drifted).ShouldBe([true, false]);
        report.Domain!.Drifted.ShouldBeTrue();
        report.Drifted.ShouldBeFalse();

        static RecordBatch Linked(Random random, int sign)
        {
            double[] second = [.. Enumerable.Range(0, 5000).Select(_ => Normal(random))];
            return Batches.Of(
                ("first", Batches.Doubles(second.Select(x => (double?)((sign * 0.7 * x) + Normal(random))))),
                ("second", Batches.Doubles(second.Select(x => (double?)x))),
                ("target", Batches.Booleans(second.Select(x => (bool?)(random.NextDouble() < 1 / (1 + Math.Exp(-x)))))));
        }
    }

    [Fact]
    public void Compare_ManyRowsWithFeaturesThatMoveFarAndAConceptThatStays_IsDomainDriftAlone()
    {
        Func<double, double, Random, double> target = Classes((x, y) => x - (0.5 * y) + (0.5 * x * y));

        ConceptReport report = ConceptDrift.Compare(
            [Rows(new Random(1), 20_000, 0, target)], [Rows(new Random(2), 20_000, 1, target)], "target", new() { Permutations = 0 }, TestContext.Current.CancellationToken);

        report.Domain.ShouldNotBeNull().Drifted.ShouldBeTrue();
        report.Model.ShouldNotBeNull().LossDifference.PValue.ShouldBeLessThan(0.001);
        report.Drifted.ShouldBeFalse(report.Reason);
    }

    [Fact]
    public void Compare_PriorOfSegments_IsFoundWhereItMoved()
    {
        (RecordBatch reference, RecordBatch current) = (Segmented(new Random(1), 0), Segmented(new Random(2), 0.4));

        PriorReport report = PriorDrift.Compare([reference], [current], "target", new() { Segments = ["word"] });

        report.Results.Select(result => result.Test).ShouldBe(["kolmogorov_smirnov", "wasserstein"]);
        report.Segments.Where(segment => segment.Result.Drifted).Select(segment => (segment.Segment, segment.Result.Test))
            .ShouldBe([("moved", "kolmogorov_smirnov"), ("moved", "wasserstein")]);
        report.Segments.ShouldAllBe(segment => segment.Result.AdjustedPValue >= segment.Result.Statistic.PValue && segment.Result.Column == "target");

        static RecordBatch Segmented(Random random, double shift)
        {
            string[] words = [.. Enumerable.Range(0, 3000).Select(_ => new[] { "moved", "stays", "stays too" }[random.Next(3)])];
            return Batches.Of(
                ("word", Batches.Texts(words)), ("target", Batches.Doubles(words.Select(word => (double?)(Normal(random) + (word == "moved" ? shift : 0))))));
        }
    }

    [Fact]
    public void Compare_AwkwardColumns_StatesAResultWithoutNaN()
    {
        const int Count = 300;
        Random random = new(1);
        double?[] target = [.. Enumerable.Range(0, Count).Select(_ => (double?)random.Next(2))];
        RecordBatch rows = Batches.Of(
            ("constant", Batches.Doubles(Enumerable.Repeat((double?)7, Count))),
            ("empty", Batches.Doubles(Enumerable.Repeat((double?)null, Count))),
            ("infinite", Batches.Doubles(Enumerable.Range(0, Count).Select(i => (double?)(i % 3 == 0 ? double.PositiveInfinity : i % 3 == 1 ? double.NegativeInfinity : double.NaN)))),
            ("many", Batches.Texts(Enumerable.Range(0, Count).Select(i => $"text {i}"))),
            ("nothing", Batches.Texts(Enumerable.Repeat((string?)null, Count))),
            ("target", Batches.Doubles(target)),
            ("same", Batches.Doubles(Enumerable.Repeat((double?)1.5, Count))));
        RecordBatch one = rows.Slice(0, 1);
        RecordBatch none = rows.Slice(0, 0);

        foreach (string column in new[] { "target", "many", "constant", "same", "empty", "nothing", "infinite" })
        {
            foreach ((RecordBatch reference, RecordBatch current) in new[] { (rows, rows), (rows, one), (one, rows), (rows, none), (none, rows), (none, none) })
            {
                ConceptReport report = ConceptDrift.Compare([reference], [current], column, Fast with { MinimumRows = 1 }, TestContext.Current.CancellationToken);

                JsonSerializer.Serialize(report).ShouldNotContain("NaN");
                report.Reason.ShouldNotBeEmpty();
            }
        }
    }

    [Fact]
    public void Compare_ColumnsThatDiffer_AreNoted()
    {
        RecordBatch reference = Batches.Of(("a", Batches.Doubles([1, 2])), ("b", Batches.Doubles([1, 2])), ("target", Batches.Doubles([0, 1])));
        RecordBatch current = Batches.Of(("b", Batches.Texts(["1", "2"])), ("target", Batches.Doubles([0, 1])));

        ConceptReport report = ConceptDrift.Compare([reference], [current], "target", cancellationToken: TestContext.Current.CancellationToken);

        report.Note.ShouldBe("Not compared, not on both sides in one form: a, b.");
        report.Reason.ShouldBe("Not judged: fewer than 100 rows with a target on one side.");
    }

    [Fact]
    public void Compare_Misuse_Throws()
    {
        RecordBatch rows = Rows(new Random(1), 10, 0, Classes((_, _) => 0));

        Should.Throw<ArgumentException>(() => ConceptDrift.Compare([rows], [rows], "none")).Message.ShouldContain("'none'");
        Should.Throw<ArgumentException>(() => ConceptDrift.Compare([rows], [rows], "target", new() { Features = ["target"] }));
        Should.Throw<ArgumentException>(() => ConceptDrift.Compare([], [rows], "target"));
        Should.Throw<ArgumentOutOfRangeException>(() => ConceptDrift.Compare([rows], [rows], "target", new() { Bins = 1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => PriorDrift.Compare([rows], [rows], "target", new() { Bins = 51 }));
    }

    private static RecordBatch Mixed(Random random, int count, double shift)
    {
        double[] numbers = [.. Enumerable.Range(0, count).Select(_ => Math.Round(Normal(random) + shift, 2))];
        string?[] words = [.. Enumerable.Range(0, count).Select(_ => new[] { "a", "b", "c", null }[random.Next(4)])];
        string?[] labels = [.. numbers.Select((number, i) => i % 1000 == 7 && i < 3000 ? null : number + Normal(random) > 0.5 ? "yes" : random.Next(2) == 0 ? "no" : "perhaps")];
        return Batches.Of(("number", Batches.Doubles(numbers.Select(number => (double?)number))), ("word", Batches.Texts(words)), ("label", Batches.Texts(labels)));
    }

    private static async IAsyncEnumerable<RecordBatch> Cut(RecordBatch rows, int size)
    {
        for (int row = 0; row < rows.Length; row += size)
        {
            await Task.Yield();
            yield return rows.Slice(row, Math.Min(size, rows.Length - row));
        }
    }
}
