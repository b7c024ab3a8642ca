using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using DataIngestion.Profiles;
using DataIngestion.Tests.Drift;

namespace DataIngestion.Tests.Profiles;

public sealed class DatasetProfilerTests
{
    private static readonly Gen<double?> Value = Gen.Frequency(
        (6, Gen.Double[-1e3, 1e3].Select(value => (double?)value)),
        (3, Gen.Int[-5, 5].Select(value => (double?)value)),
        (1, Gen.Const((double?)null)),
        (1, Gen.Int[0, 4].Select(i => new double?[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0 }[i])));

    [Fact]
    public void Observe_NumbersWithNullsAndNotFinite_CountsEachOnce()
    {
        ColumnProfile profile = Batches.Profile(Batches.Doubles([1, null, 3, double.NaN, double.PositiveInfinity, 1, -0.0, 0.0, double.NegativeInfinity]));

        profile.Rows.ShouldBe(9);
        profile.Missing.ShouldBe(1);
        profile.Categorical.ShouldBeNull();
        NumericProfile numeric = profile.Numeric!;
        numeric.Count.ShouldBe(5);
        numeric.NotFinite.ShouldBe(3);
        numeric.Mean.ShouldBe(1);
        numeric.SumOfSquaredDeviations.ShouldBe(6);
        (numeric.Minimum, numeric.Maximum).ShouldBe((0, 3));
        numeric.Knots.ShouldBe([0, 1, 3]);
        numeric.Weights.ShouldBe([2, 2, 1]);
        numeric.RankError.ShouldBe(0);
    }

    [Fact]
    public void Observe_SlicedArrays_SeesTheSliceOnly()
    {
        IArrowArray numbers = ArrowArrayFactory.Slice(Batches.Doubles([9, null, 1, null, 2, 9]), 2, 3);
        IArrowArray texts = ArrowArrayFactory.Slice(Batches.Texts(["z", null, "ä", null, "bb", "z"]), 2, 3);
        IArrowArray booleans = ArrowArrayFactory.Slice(Batches.Booleans([false, null, true, null, true, false]), 2, 3);

        DatasetProfile profile = Batches.Profiler(Batches.Of(("n", numbers), ("t", texts), ("b", booleans))).Complete();

        profile.Rows.ShouldBe(3);
        profile.Columns.Select(column => (column.Rows, column.Missing)).ShouldBe([(3L, 1L), (3L, 1L), (3L, 1L)]);
        profile.Columns[0].Numeric!.Knots.ShouldBe([1, 2]);
        profile.Columns[1].Categorical!.Counts.ShouldBe(Pairs(("bb", 1), ("ä", 1)));
        profile.Columns[2].Categorical!.Counts.ShouldBe(Pairs(("true", 2)));
    }

    [Fact]
    public void Observe_EveryNumericType_ReadsItsValues()
    {
        Decimal128Array.Builder decimals = new(new Decimal128Type(38, 2));
        decimals.Append(-12.34m);
        decimals.AppendNull();
        (string, IArrowArray)[] columns =
        [
            ("int8", new Int8Array.Builder().Append(-128).AppendNull().Build()),
            ("int16", new Int16Array.Builder().Append(-32768).AppendNull().Build()),
            ("int32", new Int32Array.Builder().Append(int.MinValue).AppendNull().Build()),
            ("int64", new Int64Array.Builder().Append(long.MinValue).AppendNull().Build()),
            ("float32", new FloatArray.Builder().Append(0.5f).AppendNull().Build()),
            ("decimal(38,2)", decimals.Build()),
        ];

        DatasetProfile profile = Batches.Profiler(Batches.Of(columns)).Complete();

        profile.Columns.Select(column => column.Type).ShouldBe(columns.Select(column => column.Item1));
        profile.Columns.Select(column => column.Numeric!.Knots.Single()).ShouldBe([-128, -32768, int.MinValue, long.MinValue, 0.5, -12.34]);
        profile.Columns.ShouldAllBe(column => column.Missing == 1);
    }

    [Fact]
    public void Observe_WithheldDatesAndBytes_KeepsCountsOnly()
    {
        RecordBatch batch = Batches.Of(
            ("secret", Batches.Texts(["a", null])),
            ("day", new Date32Array.Builder().Append(new DateTime(2026, 1, 1)).AppendNull().Build()),
            ("at", new TimestampArray.Builder(TimeUnit.Microsecond, "UTC").Append(DateTimeOffset.UnixEpoch).AppendNull().Build()),
            ("local", new TimestampArray.Builder(TimeUnit.Microsecond, (string?)null).Append(DateTimeOffset.UnixEpoch).AppendNull().Build()),
            ("bytes", new BinaryArray.Builder().Append([1]).AppendNull().Build()));

        DatasetProfile profile = Batches.Profiler(batch, "secret").Complete();

        profile.Columns.Select(column => column.Type).ShouldBe(["string", "date", "timestamp", "timestamp_ntz", "binary"]);
        profile.Columns.ShouldAllBe(column => column.Numeric == null && column.Categorical == null && column.Rows == 2 && column.Missing == 1);
    }

    [Fact]
    public void Complete_NothingObserved_HoldsZerosAndNoNaN()
    {
        NumericProfile numeric = Batches.Profile(Batches.Doubles([null, double.NaN])).Numeric!;

        (numeric.Count, numeric.Mean, numeric.SumOfSquaredDeviations, numeric.Minimum, numeric.Maximum).ShouldBe((0, 0, 0, 0, 0));
        numeric.Knots.ShouldBeEmpty();
    }

    [Fact]
    public void Observe_HugeValues_HasAMeanAndSaturatesTheDeviations()
    {
        NumericProfile numeric = Batches.Profile(Batches.Doubles([1e308, 1.5e308, 1.7e308, 1])).Numeric!;

        numeric.Mean.ShouldBe(1.05e308, 1e295);
        numeric.SumOfSquaredDeviations.ShouldBe(double.MaxValue);
        Batches.Profile(Batches.Doubles([1e300, 1e300])).Numeric!.SumOfSquaredDeviations.ShouldBe(0);
    }

    // (4, 7, 13, 16) has mean 10 and squared deviations 90, wherever it is shifted (the classic example against the textbook formula).
    [Theory]
    [InlineData(0)]
    [InlineData(1e9)]
    [InlineData(1e12)]
    public void Observe_LargeMean_KeepsTheDeviations(double shift)
    {
        NumericProfile numeric = Batches.Profile(Batches.Doubles([4 + shift, 7 + shift, 13 + shift, 16 + shift])).Numeric!;

        numeric.Mean.ShouldBe(10 + shift);
        numeric.SumOfSquaredDeviations.ShouldBe(90);
    }

    [Fact]
    public void Merge_AnySplit_EqualsObservingInOrder() =>
        Gen.Select(Value.Array[0, 600], Value.Array[0, 600]).Sample(
            (a, b) =>
            {
                NumericProfile whole = Batches.Profile(Batches.Doubles(a.Concat(b))).Numeric!;
                DatasetProfiler first = Batches.Profiler(Batches.Of(("x", Batches.Doubles(a))));
                first.Merge(Batches.Profiler(Batches.Of(("x", Batches.Doubles(b)))));
                NumericProfile merged = first.Complete().Columns[0].Numeric!;

                (merged.Count, merged.NotFinite, merged.Minimum, merged.Maximum).ShouldBe((whole.Count, whole.NotFinite, whole.Minimum, whole.Maximum));
                merged.Knots.ShouldBe(whole.Knots);
                merged.Weights.ShouldBe(whole.Weights);
                merged.Mean.ShouldBe(whole.Mean, 1e-12 * Math.Abs(whole.Mean));
                merged.SumOfSquaredDeviations.ShouldBe(whole.SumOfSquaredDeviations, 1e-12 * whole.SumOfSquaredDeviations);
            },
            iter: 200, threads: 1);

    [Fact]
    public void Sums_AnyValues_EqualTheScalarReference() =>
        Gen.Double[-1e6, 1e6].Array[0, 70].Sample(
            values =>
            {
                (DoubleDouble sum, DoubleDouble squares) = DoubleDouble.Sums(values, 1);
                (DoubleDouble scalarSum, DoubleDouble scalarSquares) = DoubleDouble.ScalarSums(values, 1);
                (sum - scalarSum).Value.ShouldBe(0, 1e-22);
                (squares - scalarSquares).Value.ShouldBe(0, 1e-15);
            },
            iter: 500, threads: 1);

    // One batch a fork, so that the chunks are the same whoever works on them.
    [Fact]
    public void Merge_ForksInOrder_IsTheSameOnAnyNumberOfThreads()
    {
        Random random = new(5);
        RecordBatch[] chunks = [.. Enumerable.Range(0, 12).Select(_ => Batches.Of(
            ("n", Batches.Doubles(Enumerable.Range(0, 30_000).Select(_ => random.Next(50) == 0 ? null : (double?)random.NextDouble()))),
            ("t", Batches.Texts(Enumerable.Range(0, 30_000).Select(i => "c" + (random.Next(3000) + i)))))) ];

        DatasetProfile alone = Forked(chunks, 1);
        DatasetProfile together = Forked(chunks, 4);
        DatasetProfiler sequential = new(chunks[0].Schema, Batches.NothingWithheld);
        System.Array.ForEach(chunks, sequential.Observe);
        NumericProfile inOrder = sequential.Complete().Columns[0].Numeric!;

        ProfileJson.Serialize(together).ShouldBe(ProfileJson.Serialize(alone));
        NumericProfile numeric = together.Columns[0].Numeric!;
        (numeric.Count, numeric.Minimum, numeric.Maximum).ShouldBe((inOrder.Count, inOrder.Minimum, inOrder.Maximum));
        numeric.RankError.ShouldBeInRange(1, inOrder.Count / 8192);
        inOrder.RankError.ShouldBeInRange(1, inOrder.Count / 8192);
    }

    [Fact]
    public void Observe_DictionaryOfText_EqualsTheText()
    {
        DictionaryArray coded = DriftDetectionTests.Coded([2, 0, null, 1, 0, 2, 3], ["x", null, "ä", "never"]);

        ColumnProfile profile = Batches.Profile(coded);
        ColumnProfile slice = Batches.Profile(ArrowArrayFactory.Slice(coded, 1, 5));

        (profile.Rows, profile.Missing, profile.Type).ShouldBe((7, 2, "string"));
        profile.Categorical!.Counts.ShouldBe(Pairs(("never", 1), ("x", 2), ("ä", 2)));
        (slice.Rows, slice.Missing).ShouldBe((5, 2));
        slice.Categorical!.Counts.ShouldBe(Pairs(("x", 2), ("ä", 1)));
    }

    // More rows than are read in one go.
    [Fact]
    public void Observe_LongSlicedArrayWithNulls_SeesEveryValueOfTheSlice()
    {
        double?[] values = [.. Enumerable.Range(0, 10_000).Select(i => i % 7 == 0 ? null : i % 11 == 0 ? double.NaN : (double?)i)];
        IArrowArray slice = ArrowArrayFactory.Slice(Batches.Doubles(values), 1001, 7777);

        NumericProfile numeric = Batches.Profile(slice).Numeric!;

        double[] finite = [.. values[1001..8778].Where(value => value is { } present && double.IsFinite(present)).Select(value => value!.Value)];
        numeric.Knots.ShouldBe(finite);
        numeric.NotFinite.ShouldBe(values[1001..8778].Count(value => value is { } present && double.IsNaN(present)));
        numeric.Mean.ShouldBe(finite.Average(), 1e-9);
    }

    [Fact]
    public void Observe_BatchOfOtherWidth_Throws() =>
        Should.Throw<ArgumentException>(() =>
            Batches.Profiler(Batches.Of(("x", Batches.Doubles([1])))).Observe(Batches.Of(("x", Batches.Doubles([1])), ("y", Batches.Doubles([1])))));

    private static DatasetProfile Forked(RecordBatch[] chunks, int threads)
    {
        DatasetProfiler profiler = new(chunks[0].Schema, Batches.NothingWithheld);
        DatasetProfiler[] forks = [.. chunks.Select(_ => profiler.Fork())];
        Parallel.For(0, chunks.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, chunk =>
        {
            forks[chunk].Observe(chunks[chunk]);
            forks[chunk].Seal();
        });
        System.Array.ForEach(forks, profiler.Merge);
        return profiler.Complete();
    }

    private static Dictionary<string, long> Pairs(params (string Category, long Count)[] pairs) => pairs.ToDictionary(pair => pair.Category, pair => pair.Count);
}
