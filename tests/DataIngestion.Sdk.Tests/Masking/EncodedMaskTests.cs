using System.Security.Cryptography;
using Apache.Arrow;
using CsCheck;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

public sealed class EncodedMaskTests
{
    private static readonly MaskKey Key = MaskKey.FromBytes("k1", [.. Enumerable.Range(0, 32).Select(value => (byte)(value * 7))]);

    public static TheoryData<string, Action<MaskBuilder>> Masks => new()
    {
        { "hash", m => m.Hash("x", Key) },
        { "zip3", m => m.Zip3("x") },
        { "truncate", m => m.Truncate("x", 2) },
        { "redact", m => m.Redact("x", "–") },
    };

    [Theory]
    [MemberData(nameof(Masks))]
    public void Apply_EncodedColumn_IsThePlainOneMaskedAndEncoded(string name, Action<MaskBuilder> masks)
    {
        name.ShouldNotBeEmpty();
        EncodedTexts.Pairs.Sample((plain, encoded) =>
        {
            MaskPlan one = Plan(masks);
            MaskPlan other = Plan(masks);
            IArrowArray expected = one.Apply(Batches.Of(("x", plain))).Column(0);
            DictionaryArray masked = other.Apply(Batches.Of(("x", encoded))).Column(0).ShouldBeOfType<DictionaryArray>();
            Batches.Texts(masked).ShouldBe(Batches.Texts(expected));
            masked.NullCount.ShouldBe(expected.NullCount);
            masked.Dictionary.NullCount.ShouldBe(0);
            other.Counts.ShouldBe(one.Counts);
        }, iter: 200, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Masks))]
    public void Apply_EncodedColumn_OutlivesItsInputAndHoldsNothingOfIt(string name, Action<MaskBuilder> masks)
    {
        name.ShouldNotBeEmpty();
        string?[] texts = ["Zweitname-4711", null, "Zweitname-4711", "Zweitname-4712"];
        RecordBatch input = Batches.Of(("x", EncodedTexts.Of(texts, 4)));
        RecordBatch output = Plan(masks).Apply(input);
        IReadOnlyList<string?> before = Batches.Texts(output.Column(0));
        input.Dispose();
        Batches.Texts(output.Column(0)).ShouldBe(before);
        Batches.Texts(((DictionaryArray)output.Column(0)).Dictionary).ShouldAllBe(entry => !entry!.Contains("name"));
        output.Dispose();
    }

    [Fact]
    public void Apply_DictionaryOfOtherRowsToo_MasksAndCountsOnlyItsOwn()
    {
        DictionaryArray encoded = (DictionaryArray)ArrowArrayFactory.Slice(EncodedTexts.Of(["02138", "x1", "x2", "x3", "99501", "x4", null], 8), 3, 2);
        MaskPlan plan = Plan(m => m.Zip3("x"));
        Batches.Texts(plan.Apply(Batches.Of(("x", encoded))).Column(0)).ShouldBe([null, "995"]);
        plan.Counts.ShouldBe([new ColumnCount("x", "zip without three leading digits", 1)]);
    }

    [Fact]
    public void Apply_OnManyThreads_MasksAndCountsAsOnOne()
    {
        MaskBuilder builder = new MaskBuilder().Hash("h", Key).Zip3("z").Truncate("t", 1).Redact("r");
        MaskPlan plan = MaskPlan.Build(builder, new DataContract([.. "hztr".Select(name => new ColumnContract(name.ToString(), ColumnType.String))]));
        string?[] texts = [.. Enumerable.Range(0, 500).Select(row => row % 9 == 0 ? null : row % 2 == 0 ? $"{row:D5}" : $"name {row}")];
        RecordBatch batch = Batches.Of([.. "hztr".Select(name => (name.ToString(), (IArrowArray)Batches.Strings(texts)))]);
        IReadOnlyList<string?>[] expected = [.. plan.Apply(batch).Arrays.Select(Batches.Texts)];
        long lost = plan.Counts[0].Count;
        Parallel.For(0, 64, _ => plan.Apply(batch).Arrays.Select(Batches.Texts).ShouldBe(expected));
        plan.Counts.ShouldBe([new ColumnCount("z", "zip without three leading digits", 65 * lost)]);
    }

    // The platform's own HMAC is the reference, for every length around the borders of a block and for short and long keys.
    [Fact]
    public void Hash_AnyTextsAndKeys_AreThoseOfThePlatform() => Gen.Select(Gen.Byte.Array[16, 150], Gen.String[Gen.Char['ä', 'ö'], 0, 90].Array[0, 40], Gen.OneOf(Gen.Const(0), Gen.Const(8), Gen.Const(16))).Sample((secret, texts, lanes) =>
    {
        KeyedHash hash = new(MaskKey.FromBytes("k", secret));
        HashedColumn column = new(hash, texts.Length, lanes);
        foreach (string text in texts)
        {
            column.Append(System.Text.Encoding.UTF8.GetBytes(text));
        }

        Batches.Texts(ArrowArrayFactory.BuildArray(column.Build(Batches.Strings(texts))))
            .ShouldBe(texts.Select(text => Convert.ToHexStringLower(HMACSHA256.HashData(secret, System.Text.Encoding.UTF8.GetBytes(text)))));
    }, iter: 300);

    [Fact]
    public void Hash_EveryLengthAroundTheBlock_IsThatOfThePlatform()
    {
        string[] texts = [.. Enumerable.Range(0, 140).Select(length => new string('q', length))];
        Batches.Texts(Plan(m => m.Hash("x", Key)).Apply(Batches.Of(("x", Batches.Strings(texts)))).Column(0))
            .ShouldBe(texts.Select(text => Convert.ToHexStringLower(HMACSHA256.HashData(Key.Bytes, System.Text.Encoding.UTF8.GetBytes(text)))));
    }

    private static MaskPlan Plan(Action<MaskBuilder> masks)
    {
        MaskBuilder builder = new();
        masks(builder);
        return MaskPlan.Build(builder, new DataContract([new("x", ColumnType.String)]));
    }
}
