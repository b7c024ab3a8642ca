using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Tests.Drift;

public sealed class DriftDetectionTests
{
    private static readonly string[] Words = ["north", "south", "east", "west", "", "a longer category of this column"];

    [Fact]
    public void Compare_SameRows_FindsNothingAndIsExact()
    {
        RecordBatch[] rows = [Rows(1, 0), Rows(2, 0)];

        DriftReport report = DriftDetection.Compare(rows, rows, cancellationToken: TestContext.Current.CancellationToken);

        report.Drifted.ShouldBeFalse();
        report.ReferenceVersion.ShouldBeNull();
        report.Results.Select(result => (result.Column, result.Test)).ShouldBe([
            ("number", "kolmogorov_smirnov"), ("number", "population_stability_index"), ("word", "population_stability_index"), ("word", "chi_square")]);
        report.Results.ShouldAllBe(result => result.Statistic.Statistic == 0 && result.Statistic.Bounds == null && result.Statistic.CurrentCount == 40_000);
    }

    [Fact]
    public async Task CompareAsync_PersistedProfile_DecidesAsTheRowsAndReadsOnlyWhatIsOpen()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        RecordBatch[] reference = [Rows(1, 0), Rows(2, 0)];
        RecordBatch[] current = [Rows(3, 0.15)];
        DatasetProfile profile = DriftDetection.Deserialize(DriftDetection.Serialize(DriftDetection.Profile(reference, token)));
        List<string> reads = [];

        DriftReport exact = DriftDetection.Compare(reference, current, cancellationToken: token);
        double distance = exact.Results[0].Statistic.Statistic;
        DriftReport far = await Compare(builder => builder.KolmogorovSmirnov().ChiSquare());
        int readsOfFar = reads.Count;
        DriftReport near = await Compare(builder => builder.KolmogorovSmirnov(new() { MinimumStatistic = distance }));

        readsOfFar.ShouldBe(0);
        exact.Results[0].Drifted.ShouldBeTrue();
        far.Results.Select(result => result.Drifted).ShouldBe([true, false]);
        far.Results[0].Statistic.Bounds.ShouldNotBeNull().LowestStatistic.ShouldBeLessThan(distance);
        far.Results[0].Statistic.Note.ShouldNotBeNull().ShouldStartWith("Estimated from profiles;");
        far.Results[1].Statistic.ShouldBe(exact.Results[3].Statistic with { Bins = far.Results[1].Statistic.Bins });
        reads.ShouldBe(["number"]);
        near.Results.Single().Statistic.ShouldBe(exact.Results[0].Statistic with { EffectThreshold = distance, Bins = near.Results[0].Statistic.Bins });
        near.Drifted.ShouldBeTrue();

        async Task<DriftReport> Compare(Action<DriftBuilder> configure) => await DriftDetection.CompareAsync(
            profile,
            current,
            (column, _) =>
            {
                reads.Add(column);
                return ValueTask.FromResult<IReadOnlyList<RecordBatch>>(reference);
            },
            configure,
            token);
    }

    [Fact]
    public void Compare_DictionaryAgainstText_IsTheSameColumn()
    {
        RecordBatch text = Batches.Of(("word", Batches.Texts(["a", "b", null, "a"])));
        RecordBatch coded = Batches.Of(("word", Coded([1, 0, null, 1], ["b", "a"])));

        DriftReport report = DriftDetection.Compare([text], [coded], builder => builder.ChiSquare(), TestContext.Current.CancellationToken);

        report.Note.ShouldBeNull();
        report.Results.Single().Statistic.Bins.ShouldBe([new("a", 2, 2), new("b", 1, 1)]);
    }

    [Fact]
    public void Profile_NoBatchOrOtherColumns_Throws()
    {
        Should.Throw<ArgumentException>(() => DriftDetection.Profile([])).Message.ShouldContain("Pass one without rows");
        Should.Throw<ArgumentException>(() => DriftDetection.Profile([Batches.Of(("a", Batches.Doubles([1]))), Batches.Of(("b", Batches.Doubles([1])))]));
        Should.Throw<IngestionException>(() => DriftDetection.Deserialize("{}"u8));
    }

    [Fact]
    public async Task CompareAsync_ReadThatReturnsOtherColumns_Throws()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        RecordBatch[] rows = [Rows(1, 0)];
        RecordBatch[] current = [Rows(2, 0.15)];
        RecordBatch[] other = [Batches.Of(("other", Batches.Doubles([1])))];
        double distance = DriftDetection.Compare(rows, current, cancellationToken: token).Results[0].Statistic.Statistic;

        ArgumentException thrown = await Should.ThrowAsync<ArgumentException>(async () => await DriftDetection.CompareAsync(
            DriftDetection.Profile(rows, token),
            current,
            (_, _) => ValueTask.FromResult<IReadOnlyList<RecordBatch>>(other),
            builder => builder.KolmogorovSmirnov(new() { MinimumStatistic = distance }),
            token));

        thrown.Message.ShouldContain("'number'");
    }

    internal static DictionaryArray Coded(int?[] codes, string?[] dictionary)
    {
        Int32Array.Builder builder = new();
        foreach (int? code in codes)
        {
            _ = code is { } present ? builder.Append(present) : builder.AppendNull();
        }

        return new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, false), builder.Build(), Batches.Texts(dictionary));
    }

    private static RecordBatch Rows(int seed, double shift)
    {
        Random random = new(seed);
        double[] numbers = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble() + shift)];
        string[] words = [.. Enumerable.Range(0, 20_000).Select(_ => Words[random.Next(Words.Length)])];
        return Batches.Of(("number", Batches.Doubles(numbers.Select(value => (double?)value))), ("word", Batches.Texts(words)));
    }
}
