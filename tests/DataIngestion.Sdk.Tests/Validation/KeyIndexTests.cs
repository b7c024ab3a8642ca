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
            KeyIndex index = new(all.Schema, ["a", "b"]);
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
        KeyIndex index = new(batch.Schema, ["a"]);
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
        KeyIndex index = new(batch.Schema, ["a"]);
        List<int> duplicates = [];
        index.Observe(batch, duplicates, row => row != 0);
        duplicates.ShouldBeEmpty();
        List<long> matches = [];
        index.Probe(batch, (ordinal, _) => matches.Add(ordinal));
        matches.ShouldBe([1, 2]);
    }

    [Fact]
    public void Probe_KeysOfTheTable_ReportsEachOrdinalOncePerComparison()
    {
        RecordBatch delivery = Batch([(1, 0), (2, 0), (3, 0), (2, 0)], text: true);
        KeyIndex index = new(delivery.Schema, ["a", "b"]);
        index.Observe(delivery, []);
        List<long> matches = [];
        index.Probe(Batch([(3, 0), (9, 0), (2, 0), (3, 0), (2, 1)], text: true), (ordinal, _) => matches.Add(ordinal));
        index.Probe(Batch([(3, 0)], text: true), (ordinal, _) => matches.Add(ordinal));
        matches.ShouldBe([2, 1]);

        List<int> duplicates = [];
        index.Observe(Batch([(3, 0)], text: true), duplicates);
        duplicates.ShouldBe([0]);
        index.BeginProbe();
        index.Probe(Batch([(3, 0)], text: true), (ordinal, _) => matches.Add(ordinal));
        matches.ShouldBe([2, 1, 2]);
    }

    [Fact]
    public void Observe_TextThatRunsTogether_StaysApart()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Strings("ab", "a", "")), ("b", Batches.Strings("c", "bc", "abc")));
        List<int> duplicates = [];
        new KeyIndex(batch.Schema, ["a", "b"]).Observe(batch, duplicates);
        duplicates.ShouldBeEmpty();
    }

    [Fact]
    public void Observe_NegativeZeroAndNaN_AreOneValueEach()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Float64(0d, -0d, double.NaN, BitConverter.UInt64BitsToDouble(0x7FF8000000000001))));
        List<int> duplicates = [];
        new KeyIndex(batch.Schema, ["a"]).Observe(batch, duplicates);
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
            new KeyIndex(batch.Schema, [field.Name], skipMissing: true).Observe(batch, duplicates);
            duplicates.ToArray().ShouldBe(expected, customMessage: field.Name);
        }
    }

    [Fact]
    public void Observe_MissingKeyPart_IsAFaultOfTheCaller()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Int64(1, null)));
        Should.Throw<InvalidOperationException>(() => new KeyIndex(batch.Schema, ["a"]).Observe(batch, []));
        new KeyIndex(batch.Schema, ["a"]).Observe(batch, [], row => row == 0);
    }

    [Fact]
    public void Probe_AnotherType_NamesTheColumn()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Int64(1)));
        KeyIndex index = new(batch.Schema, ["a"]);
        Should.Throw<ArgumentException>(() => index.Probe(Batches.Of(("a", Batches.Int32(1))), (_, _) => { })).Message.ShouldContain("'a'");
    }

    [Fact]
    public void Ranges_WholeNumbersDatesAndText_AreTheExtremes()
    {
        RecordBatch batch = Batches.Of(("n", Batches.Int64(5, -3, 9)), ("d", Batches.Dates(Day, Day.AddDays(2), Day.AddDays(1))), ("s", Batches.Strings("b", "c", "a")));
        KeyIndex index = new(batch.Schema, ["n", "d", "s"]);
        index.Observe(batch, [], row => row != 2);
        long day = Day.DayNumber - new DateOnly(1970, 1, 1).DayNumber;
        index.Ranges.ShouldBe([new("n", -3, 5, null, null), new("d", day, day + 2, null, null), new("s", null, null, "b", "c")]);
    }

    private static RecordBatch Batch((int A, int B)[] rows, bool text) => Batches.Of(
        ("a", Batches.Int64([.. rows.Select(row => (long?)row.A)])),
        ("b", text
            ? Batches.Strings([.. rows.Select(row => new string('k', row.B))])
            : Batches.Dates([.. rows.Select(row => (DateOnly?)Day.AddDays(row.B))])));
}
