using Apache.Arrow;
using CsCheck;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class KeyIndexTests
{
    private static readonly DateOnly Day = new(2015, 1, 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Observe_RandomCompoundKeysInSlices_FindsWhatASetFinds(bool text) =>
        Gen.Select(Gen.Int[-5, 5], Gen.Int[0, 4]).Array[0, 200].Select(Gen.Int[1, 30]).Sample((rows, size) =>
        {
            RecordBatch all = Batch(rows, text);
            using KeyIndex index = new(all.Schema, ["a", "b"]);
            index.IsExact.ShouldBe(!text);
            HashSet<(int, int)> naive = [];
            for (int start = 0; start < rows.Length; start += size)
            {
                List<int> duplicates = [];
                RecordBatch slice = all.Slice(start, size);
                index.Observe(slice, duplicates);
                duplicates.ShouldBe(Enumerable.Range(0, slice.Length).Where(row => !naive.Add(rows[start + row])));
            }

            index.Count.ShouldBe(naive.Count);
            index.Rows.ShouldBe(rows.Length);
        }, iter: 200);

    [Fact]
    public void Observe_ManyKeys_GrowsWithoutLosingOne()
    {
        long?[] numbers = [.. Enumerable.Range(0, 100_000).Select(number => (long?)number * 4096)];
        RecordBatch batch = Batches.Of(("a", Batches.Int64(numbers)));
        using KeyIndex index = new(batch.Schema, ["a"]);
        List<int> duplicates = [];
        index.Observe(batch, duplicates);
        duplicates.ShouldBeEmpty();
        index.Observe(batch, duplicates);
        duplicates.Count.ShouldBe(100_000);
        index.Count.ShouldBe(100_000);
    }

    [Fact]
    public void Observe_ExcludedRows_TakeNoPlaceButKeepTheirOrdinal()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Int64(1, 1, 2)));
        using KeyIndex index = new(batch.Schema, ["a"]);
        List<int> duplicates = [];
        index.Observe(batch, duplicates, 0);
        duplicates.ShouldBeEmpty();
        List<long> matches = [];
        index.Probe(index.Encoder.Encode(batch), (ordinal, _) => matches.Add(ordinal));
        matches.ShouldBe([1, 2]);
    }

    [Fact]
    public void Probe_KeysOfTheTable_ReportsEachOrdinalOncePerComparison()
    {
        RecordBatch delivery = Batch([(1, 0), (2, 0), (3, 0), (2, 0)], text: true);
        using KeyIndex index = new(delivery.Schema, ["a", "b"]);
        index.Observe(delivery, []);
        List<long> matches = [];
        index.Probe(index.Encoder.Encode(Batch([(3, 0), (9, 0), (2, 0), (3, 0), (2, 1)], text: true)), (ordinal, _) => matches.Add(ordinal));
        index.Probe(index.Encoder.Encode(Batch([(3, 0)], text: true)), (ordinal, _) => matches.Add(ordinal));
        matches.ShouldBe([1, 2], ignoreOrder: true);
        KeyOutcome outcome = index.Complete(TestContext.Current.CancellationToken);
        (outcome.LateDuplicates, outcome.LateMatches.Count).ShouldBe((0, 0));
        outcome.Duplicates.InOrder().ShouldBe([3]);
    }

    [Fact]
    public void Observe_TextThatRunsTogether_StaysApart()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Strings("ab", "a", "")), ("b", Batches.Strings("c", "bc", "abc")));
        List<int> duplicates = [];
        using KeyIndex index = new(batch.Schema, ["a", "b"]);
        index.Observe(batch, duplicates);
        duplicates.ShouldBeEmpty();
    }

    [Fact]
    public void Observe_NegativeZeroAndNaN_AreOneValueEach()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Float64(0d, -0d, double.NaN, BitConverter.UInt64BitsToDouble(0x7FF8000000000001))));
        List<int> duplicates = [];
        using KeyIndex index = new(batch.Schema, ["a"]);
        index.Observe(batch, duplicates);
        duplicates.ShouldBe([1, 3]);
    }

    [Fact]
    public void Observe_EveryTypeAsKey_FindsARepeatedBatch()
    {
        RecordBatch batch = TakeTests.EveryType(3);
        foreach (Field field in batch.Schema.FieldsList)
        {
            HashSet<string> naive = [];
            IReadOnlyList<string?> texts = Batches.Texts(batch.Column(field.Name));
            int[] expected = [.. Enumerable.Range(0, texts.Count).Where(row => texts[row] is { } text && !naive.Add(text))];
            List<int> duplicates = [];
            using KeyIndex index = new(batch.Schema, [field.Name], skipMissing: true);
            index.Observe(batch, duplicates);
            duplicates.ToArray().ShouldBe(expected, customMessage: field.Name);
        }
    }

    [Fact]
    public void Observe_MissingKeyPart_IsAFaultOfTheCaller()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Int64(1, null)));
        using KeyIndex index = new(batch.Schema, ["a"]);
        Should.Throw<InvalidOperationException>(() => index.Observe(batch, [])).Message.ShouldContain("Row 1");
        index.Observe(batch, [], 1);
        index.Count.ShouldBe(1);
    }

    [Fact]
    public void Probe_AnotherType_NamesTheColumn()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Int64(1)));
        using KeyIndex index = new(batch.Schema, ["a"]);
        Should.Throw<ArgumentException>(() => index.Probe(index.Encoder.Encode(Batches.Of(("a", Batches.Int32(1)))), (_, _) => { })).Message.ShouldContain("'a'");
    }

    private static RecordBatch Batch((int A, int B)[] rows, bool text) => Batches.Of(
        ("a", Batches.Int64([.. rows.Select(row => (long?)row.A)])),
        ("b", text
            ? Batches.Strings([.. rows.Select(row => new string('k', row.B))])
            : Batches.Dates([.. rows.Select(row => (DateOnly?)Day.AddDays(row.B))])));
}
