using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using DataIngestion.Contracts.Casts;

namespace DataIngestion.Contracts;

public sealed class DictionaryCastTests
{
    private static readonly ColumnContract Column = new("c", ColumnType.String) { MissingMarkers = ["?", "not available at all"] };

    // Few and many distinct texts, short and long ones, some of which differ in the last byte only.
    private static readonly Gen<string?[]> Texts = Gen.Select(Gen.Int[1, 60], Gen.Int[0, 30]).SelectMany((distinct, length) => Gen.Frequency(
        (8, Gen.Int[0, distinct].Select(value => (string?)(new string('x', length) + value))),
        (1, Gen.Const((string?)null)),
        (1, Gen.OneOf(Gen.Const((string?)""), Gen.Const((string?)"?"), Gen.Const((string?)"not available at all")))).Array[0, 300]);

    [Fact]
    public void Apply_AnyText_EqualsThePlainCast() => Gen.Select(Texts, Gen.Int[0, 70]).Sample((values, skip) =>
    {
        skip = Math.Min(skip, values.Length);
        using StringArray text = Delivered.Text(values);
        IArrowArray[] forms = [text, Delivered.Views(text), Large(values), Encoded(values)];
        foreach (IArrowArray form in forms)
        {
            IArrowArray slice = ArrowArrayFactory.SliceShared(form, skip, values.Length - skip);
            using SourceBatch batch = Delivered.Of(("c", slice));
            ContractBinding plain = ContractBinding.Bind(new([Column]), batch.Batch.Schema);
            ContractBinding encoding = ContractBinding.Bind(new([Column]), batch.Batch.Schema, dictionaries: true);
            using ContractedBatch expected = plain.Apply(batch);
            using ContractedBatch typed = encoding.Apply(batch);

            string?[] wanted = [.. values[skip..].Select(value => value is "?" or "not available at all" ? null : value)];
            Strings(expected.Batch.Column(0)).ShouldBe(wanted);
            Strings(typed.Batch.Column(0)).ShouldBe(wanted);
            typed.Batch.Column(0).NullCount.ShouldBe(wanted.Count(value => value is null));
            encoding.Counts.ShouldBe(plain.Counts);
            typed.Batch.Schema.FieldsList[0].DataType.TypeId.ShouldBe(typed.Batch.Column(0).Data.DataType.TypeId);
        }
    }, iter: 400);

    [Fact]
    public void Apply_FewDistinct_GivesEntriesInOrderOfFirstRow()
    {
        DictionaryArray encoded = (DictionaryArray)Cast(["b", null, "a", "b", "a long text of its own", "a", "a long text of its own"]);

        Strings(encoded.Dictionary).ShouldBe(["b", "a", "a long text of its own"]);
        ((Int32Array)encoded.Indices).Values.ToArray().ShouldBe([0, 0, 1, 0, 2, 1, 2]);
        encoded.IsNull(1).ShouldBeTrue();
        encoded.NullCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(16, 17, true)]
    [InlineData(17, 17, false)]
    [InlineData(1024, 4096, true)]
    [InlineData(1025, 4100, false)]
    [InlineData(1000, 3999, false)]
    public void Apply_DistinctTexts_AreEncodedUpToTheLimit(int distinct, int rows, bool encoded) =>
        (Cast([.. Enumerable.Range(0, rows).Select(row => "v" + (row % distinct))]) is DictionaryArray).ShouldBe(encoded);

    [Fact]
    public void Apply_OneBatchWithTooManyDistinct_StaysPlainInThisForkOnly()
    {
        using SourceBatch few = Delivered.Column([.. Enumerable.Repeat("a", 100)]);
        using SourceBatch many = Delivered.Column([.. Enumerable.Range(0, 100).Select(row => "v" + row)]);
        ContractBinding binding = ContractBinding.Bind(new([Column]), few.Batch.Schema, dictionaries: true);
        ContractBinding fork = binding.Fork();
        using SourceBatch ofSchema = new(new RecordBatch(few.Batch.Schema, [many.Batch.Column(0)], 100), "f", 1);

        TypeOf(binding, few).ShouldBe(typeof(DictionaryArray));
        TypeOf(binding, ofSchema).ShouldBe(typeof(StringArray));
        TypeOf(binding, few).ShouldBe(typeof(StringArray));
        TypeOf(fork, few).ShouldBe(typeof(DictionaryArray));
        TypeOf(binding.Fork(), few).ShouldBe(typeof(DictionaryArray));
    }

    [Fact]
    public void Apply_NothingButNulls_HasAnEntryForTheirIndex()
    {
        DictionaryArray encoded = (DictionaryArray)Cast([null, null]);

        encoded.Dictionary.Length.ShouldBe(1);
        encoded.NullCount.ShouldBe(2);
    }

    [Fact]
    public void Schema_WithDictionaries_StaysTheContracts()
    {
        using SourceBatch batch = Delivered.Column("a", "a");
        ContractBinding binding = ContractBinding.Bind(new([Column]), batch.Batch.Schema, dictionaries: true);
        using ContractedBatch typed = binding.Apply(batch);

        binding.Schema.FieldsList[0].DataType.ShouldBeOfType<StringType>();
        typed.Batch.Schema.FieldsList[0].DataType.ShouldBeOfType<DictionaryType>();
    }

    [Fact]
    public void Apply_MarkerRemoved_LeavesNoBytesBehind()
    {
        DictionaryArray encoded = (DictionaryArray)Cast(["a", "not available at all", "b", "?"]);

        Encoding.UTF8.GetString(((StringArray)encoded.Dictionary).ValueBuffer.Span).ShouldBe("ab");
    }

    private static IArrowArray Cast(string?[] values)
    {
        using SourceBatch batch = Delivered.Of(("c", Delivered.Views(Delivered.Text(values))));
        return ContractBinding.Bind(new([Column]), batch.Batch.Schema, dictionaries: true).Apply(batch).Batch.Column(0);
    }

    private static Type TypeOf(ContractBinding binding, SourceBatch batch)
    {
        using ContractedBatch typed = binding.Apply(batch);
        return typed.Batch.Column(0).GetType();
    }

    private static string?[] Strings(IArrowArray array) => [.. Enumerable.Range(0, array.Length).Select(row => CellText.Of(array, row))];

    private static LargeStringArray Large(string?[] values)
    {
        using StringArray text = Delivered.Text(values);
        ArrowBuffer.Builder<long> offsets = new();
        foreach (int offset in text.ValueOffsets)
        {
            offsets.Append(offset);
        }

        return new LargeStringArray(new ArrayData(LargeStringType.Default, text.Length, text.NullCount, 0, [text.NullBitmapBuffer.Clone(), offsets.Build(), text.ValueBuffer.Clone()]));
    }

    // With an entry that is missing itself.
    private static DictionaryArray Encoded(string?[] values)
    {
        string?[] entries = [null, .. values.Where(value => value is not null).Distinct()];
        Int16Array.Builder indices = new();
        for (int row = 0; row < values.Length; row++)
        {
            _ = values[row] is null && row % 2 == 0 ? indices.AppendNull() : indices.Append((short)System.Array.IndexOf(entries, values[row]));
        }

        return new DictionaryArray(new DictionaryType(Int16Type.Default, StringType.Default, false), indices.Build(), Delivered.Text(entries));
    }
}
