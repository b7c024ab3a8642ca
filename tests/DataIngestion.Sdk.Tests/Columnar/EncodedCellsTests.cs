using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;

namespace DataIngestion.Columnar;

public sealed class EncodedCellsTests
{
    [Fact]
    public void Decode_AnyDictionary_IsThePlainText() => EncodedTexts.Pairs.Sample((plain, encoded) =>
    {
        using StringArray decoded = EncodedCells.Decode(encoded);
        Batches.Texts(decoded).ShouldBe(Batches.Texts(plain));
        decoded.NullCount.ShouldBe(plain.NullCount);
        Batches.Texts(encoded).ShouldBe(Batches.Texts(plain));
    });

    [Fact]
    public void UsedEntries_AnyDictionary_AreThoseOfItsRows() => EncodedTexts.Pairs.Sample((plain, encoded) =>
        Batches.Texts(new EncodedCells(encoded).UsedEntries()).OfType<string>().ToHashSet()
            .ShouldBe(Batches.Texts(plain).OfType<string>().ToHashSet(), ignoreOrder: true));

    [Fact]
    public void Take_AnyDictionary_KeepsItAndTakesTheRows() => Gen.Select(EncodedTexts.Pairs, Gen.Int[0, 199].Array[0, 50]).Sample((pair, picks) =>
    {
        int[] rows = [.. picks.Where(row => row < pair.Plain.Length)];
        RecordBatch taken = Take.Rows(Batches.Of(("x", pair.Encoded)), rows);
        taken.Column(0).ShouldBeOfType<DictionaryArray>().Dictionary.Length.ShouldBe(pair.Encoded.Dictionary.Length);
        Batches.Texts(taken.Column(0)).ShouldBe(rows.Select(row => ColumnText.Of(pair.Plain, row)));
    });

    [Fact]
    public void Rows_DictionaryWithAMissingEntryOrOtherCodes_AreMisuse()
    {
        DictionaryType type = new(Int32Type.Default, StringType.Default, false);
        Should.Throw<ArgumentException>(() => EncodedCells.Decode(new DictionaryArray(type, Batches.Int32(0), Batches.Strings((string?)null)))).Message.ShouldContain("32-bit");
        DictionaryType narrow = new(Int8Type.Default, StringType.Default, false);
        Should.Throw<ArgumentException>(() => EncodedCells.Decode(new DictionaryArray(narrow, new Int8Array.Builder().Append(0).Build(), Batches.Strings("a")))).Message.ShouldContain("32-bit");
    }
}
