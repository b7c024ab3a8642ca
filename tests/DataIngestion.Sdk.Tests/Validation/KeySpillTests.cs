using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Whatever the memory, the chunks and the threads, an index finds what a dictionary finds.</summary>
public sealed class KeySpillTests : IDisposable
{
    private static readonly DateOnly Day = new(2015, 1, 1);
    private static readonly Gen<long> Budgets = Gen.Int[0, 4].Select(choice => choice switch { 0 => 0L, 1 => 20_000L, 2 => 400_000L, 3 => 600_000L, _ => long.MaxValue });
    private readonly string _folder = Directory.CreateTempSubdirectory("keys").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(KeyForm.Narrow)]
    [InlineData(KeyForm.Wide)]
    [InlineData(KeyForm.Text)]
    [InlineData(KeyForm.Dictionary)]
    public void Complete_AnyBudgetAndChunks_FindsWhatADictionaryFinds(KeyForm form) =>
        Gen.Select(Gen.Int[1, 1500], Gen.Int[1, 2000], Gen.Int[40, 900], Budgets, Gen.Int).Sample((rows, values, chunk, budget, seed) =>
        {
            int[] keys = Keys(rows, values, seed);
            int[] probes = Keys(rows, values * 2, seed + 1);
            Naive naive = new(keys, probes);
            using KeyIndex index = new(Batch(form, keys).Schema, Columns(form), Options(budget));
            HashSet<long> duplicates = [];
            HashSet<long> matches = [];
            foreach (RecordBatch slice in Slices(Batch(form, keys), chunk))
            {
                List<int> found = [];
                long first = index.Rows;
                index.Observe(slice, found);
                found.ShouldBe(found.Order());
                found.ForEach(row => duplicates.Add(first + row).ShouldBeTrue());
            }

            foreach (RecordBatch slice in Slices(Batch(form, probes), chunk))
            {
                index.Probe(index.Encoder.Encode(slice), (ordinal, row) => matches.Add(ordinal).ShouldBeTrue());
            }

            KeyOutcome outcome = index.Complete(TestContext.Current.CancellationToken);
            duplicates.Count.ShouldBe((int)(outcome.Duplicates.Count - outcome.LateDuplicates));
            duplicates.ShouldBeSubsetOf(outcome.Duplicates.InOrder());
            outcome.Duplicates.InOrder().ShouldBe(naive.Duplicates);
            outcome.LateMatches.InOrder().ShouldAllBe(ordinal => matches.Add(ordinal));
            matches.ShouldBe(naive.Matches, ignoreOrder: true);
            index.Count.ShouldBe(rows - naive.Duplicates.Count);
            index.SpilledPartitions.ShouldBeInRange(budget == 0 ? 256 : 0, budget == long.MaxValue ? 0 : 256);
        }, iter: 30);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void CountDuplicates_AnyThreads_FindsTheSame(int degree) =>
        Gen.Select(Gen.Int[1, 3000], Gen.Int[1, 3000], Gen.Int[40, 2000], Budgets, Gen.Int).Sample((rows, values, chunk, budget, seed) =>
        {
            int[] keys = Keys(rows, values, seed);
            IReadOnlyList<long> expected = new Naive(keys, []).Duplicates;
            KeyUniquenessResult result = KeyUniqueness.CountDuplicates(
                Slices(Batch(KeyForm.Narrow, keys), chunk), Columns(KeyForm.Narrow), Options(budget) with { Degree = degree }, 7, TestContext.Current.CancellationToken);
            (result.Rows, result.Duplicates).ShouldBe((rows, expected.Count));
            result.FirstDuplicates.ShouldBe(expected.Take(7));
        }, iter: 15);

    [Fact]
    public void Complete_MoreThanOnePieceInEachPartition_ReadsThemAllAgain()
    {
        // 256 partitions of 1,170 keys are seven pieces each; the memory holds none of them whole, so that each is divided again.
        int[] keys = [.. Enumerable.Range(0, 300_000), .. Enumerable.Range(0, 1000)];
        using KeyIndex index = new(Batch(KeyForm.Narrow, [0]).Schema, Columns(KeyForm.Narrow), Options(40_000));
        foreach (RecordBatch slice in Slices(Batch(KeyForm.Narrow, keys), 10_000))
        {
            index.Observe(slice, []);
        }

        index.SpilledPartitions.ShouldBe(256);
        index.Probe(index.Encoder.Encode(Batch(KeyForm.Narrow, [.. Enumerable.Range(299_000, 2000)])), (_, _) => throw new InvalidOperationException());
        KeyOutcome outcome = index.Complete(TestContext.Current.CancellationToken);
        outcome.Duplicates.InOrder().ShouldBe(Enumerable.Range(300_000, 1000).Select(row => (long)row));
        outcome.LateDuplicates.ShouldBe(1000);
        outcome.LateMatches.InOrder().ShouldBe(Enumerable.Range(299_000, 1000).Select(row => (long)row));
        index.Count.ShouldBe(300_000);
    }

    [Fact]
    public void Complete_OneKeyOnly_StaysWithinItsMemory()
    {
        using KeyIndex index = new(Batch(KeyForm.Narrow, [0]).Schema, Columns(KeyForm.Narrow), Options(0));
        RecordBatch batch = Batch(KeyForm.Narrow, new int[10_000]);
        index.Observe(batch, []);
        index.Observe(batch, []);
        index.Complete(TestContext.Current.CancellationToken).Duplicates.Count.ShouldBe(19_999);
        index.Count.ShouldBe(1);
    }

    [Fact]
    public void Merge_SpilledAndResident_EqualsOneThatSawAll() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[1, 600], Budgets, Budgets).Select(Gen.Int).Sample((plan, seed) =>
        {
            (int first, int second, int values, long left, long right) = plan;
            int[] keys = Keys(first + second, values, seed);
            Schema schema = Batch(KeyForm.Wide, [0]).Schema;
            using KeyIndex one = new(schema, Columns(KeyForm.Wide), Options(left), seed: 3);
            using KeyIndex two = new(schema, Columns(KeyForm.Wide), Options(right), seed: 3);
            one.Observe(Batch(KeyForm.Wide, keys[..first]), []);
            two.Observe(Batch(KeyForm.Wide, keys[first..]), []);
            one.Merge(two);
            one.Complete(TestContext.Current.CancellationToken).Duplicates.InOrder().ShouldBe(new Naive(keys, []).Duplicates);
            one.Rows.ShouldBe(first + second);
        }, iter: 60);

    [Fact]
    public void Exclude_RandomRows_LeavesTheOthers() =>
        Gen.Select(Gen.Int[0, 20].Array[1, 200], Gen.Bool.Array[200], Budgets).Sample((keys, excluded, budget) =>
        {
            int[] rows = [.. Enumerable.Range(0, keys.Length).Where(row => excluded[row])];
            HashSet<int> seen = [];
            long[] expected = [.. Enumerable.Range(0, keys.Length).Where(row => !excluded[row] && !seen.Add(keys[row])).Select(row => (long)row)];
            using KeyIndex index = new(Batch(KeyForm.Text, [0]).Schema, Columns(KeyForm.Text), Options(budget));
            index.Observe(Batch(KeyForm.Text, keys), [], rows);
            index.Complete(TestContext.Current.CancellationToken).Duplicates.InOrder().ShouldBe(expected);
        }, iter: 100);

    [Fact]
    public void Observe_DictionaryWithNulls_CountsThemAsMissing()
    {
        // Row 1 is null by itself with a code that is none, row 2 by its entry.
        Int32Array codes = new(new ArrowBuffer.Builder<int>().AppendRange([0, 99, 1, 0, 2]).Build(), new ArrowBuffer.Builder<byte>().Append(0b11101).Build(), 5, 1, 0);
        DictionaryArray array = new(new DictionaryType(Int32Type.Default, StringType.Default, false), codes, Batches.Strings("a", null, "b"));
        RecordBatch batch = Batches.Of(("a", array));
        using KeyIndex index = new(batch.Schema, ["a"], skipMissing: true);
        List<int> duplicates = [];
        index.Observe(batch, duplicates);
        duplicates.ShouldBe([3]);
        index.Observe(Batches.Of(("a", Batches.Strings("b", "c", null))), duplicates);
        duplicates.ShouldBe([3, 0]);
    }

    [Fact]
    public void Observe_Spilling_WritesAFileThatOnlyItsOwnerReadsAndNobodyFinds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps the name of an open file and has no file mode.");

        using KeyIndex index = Spilling();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(index.File.Handle.ShouldNotBeNull()).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void Dispose_AfterSpilling_LeavesNoFileAndNoHandle()
    {
        KeyIndex index = Spilling();
        index.Dispose();
        index.File.Handle.ShouldNotBeNull().IsClosed.ShouldBeTrue();
        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void CountDuplicates_SourceFailsWhileSpilling_LeavesNoFile()
    {
        Should.Throw<FormatException>(() => KeyUniqueness.CountDuplicates(Failing(), Columns(KeyForm.Narrow), Options(0)));
        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();

        static IEnumerable<RecordBatch> Failing()
        {
            for (int part = 0; part < 40; part++)
            {
                yield return Batch(KeyForm.Narrow, [.. Enumerable.Range(part * 50_000, 50_000)]);
            }

            throw new FormatException();
        }
    }

    [Fact]
    public void Observe_FolderIsGone_NamesItAndWhatToDo()
    {
        string gone = Path.Combine(_folder, "gone");
        using KeyIndex index = new(Batch(KeyForm.Narrow, [0]).Schema, Columns(KeyForm.Narrow), Options(0) with { SpillFolder = gone });
        IngestionException exception = Should.Throw<IngestionException>(() => Fill(index));
        exception.Origin.ShouldBe(gone);
        exception.Message.ShouldContain(gone);
        exception.Message.ShouldContain("name another folder");
    }

    [Fact]
    public void Complete_Cancelled_Throws()
    {
        using KeyIndex index = Spilling();
        using CancellationTokenSource source = new();
        source.Cancel();
        Should.Throw<OperationCanceledException>(() => index.Complete(source.Token));
    }

    [Fact]
    public void Add_AfterComplete_Throws()
    {
        using KeyIndex index = Spilling();
        index.Complete(TestContext.Current.CancellationToken);
        Should.Throw<InvalidOperationException>(() => index.Observe(Batch(KeyForm.Narrow, [1]), []));
    }

    public enum KeyForm
    {
        Narrow,
        Wide,
        Text,
        Dictionary,
    }

    private static string[] Columns(KeyForm form) => form == KeyForm.Narrow ? ["a", "b"] : ["b", "a"];

    private static int[] Keys(int rows, int values, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => random.Next(values))];
    }

    private static IEnumerable<RecordBatch> Slices(RecordBatch all, int size)
    {
        for (int start = 0; start < all.Length; start += size)
        {
            yield return all.Slice(start, Math.Min(size, all.Length - start));
        }
    }

    private static RecordBatch Batch(KeyForm form, int[] keys) => Batches.Of(
        ("a", Batches.Int64([.. keys.Select(key => (long?)key / 7)])),
        ("b", form switch
        {
            KeyForm.Narrow => Batches.Dates([.. keys.Select(key => (DateOnly?)Day.AddDays(key % 7))]),
            KeyForm.Wide => Batches.Float64([.. keys.Select(key => (double?)(key % 7))]),
            KeyForm.Text => Batches.Strings([.. keys.Select(key => $"day {key % 7}")]),
            _ => new DictionaryArray(
                new DictionaryType(Int32Type.Default, StringType.Default, false),
                Batches.Int32([.. keys.Select(key => (int?)(key % 7))]),
                Batches.Strings([.. Enumerable.Range(0, 7).Select(day => $"day {day}")])),
        }));

    private KeyIndexOptions Options(long budget) => new() { MemoryBudget = budget, SpillFolder = _folder, Degree = 2 };

    private KeyIndex Spilling()
    {
        KeyIndex index = new(Batch(KeyForm.Narrow, [0]).Schema, Columns(KeyForm.Narrow), Options(0));
        Fill(index);
        return index;
    }

    private static void Fill(KeyIndex index) => index.Observe(Batch(KeyForm.Narrow, [.. Enumerable.Range(0, 100_000)]), []);

    private sealed class Naive
    {
        private readonly Dictionary<int, long> _first = [];

        public Naive(int[] keys, int[] probes)
        {
            Duplicates = [.. Enumerable.Range(0, keys.Length).Where(row => !_first.TryAdd(keys[row], row)).Select(row => (long)row)];
            Matches = [.. probes.Distinct().Where(_first.ContainsKey).Select(key => _first[key])];
        }

        public IReadOnlyList<long> Duplicates { get; }

        public IReadOnlyList<long> Matches { get; }
    }
}
