using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using DataIngestion.Delta;
using DataIngestion.Masking;
using DataIngestion.Validation;

namespace DataIngestion.Columnar;

/// <summary>Whether text comes plain or as a dictionary is a matter of speed alone.</summary>
public sealed class EncodedTextTests
{
    private static readonly MaskKey Key = MaskKey.FromBytes("k", Enumerable.Repeat((byte)7, 32).ToArray());

    private static readonly string[] Odd = ["", "12345", "123", "x1", "Zoë 日本", "a longer text than twelve bytes"];

    private static readonly Gen<string?> Text = Gen.OneOf(
        Gen.Const((string?)null), Gen.Int[0, Odd.Length - 1].Select(at => (string?)Odd[at]), Gen.Int[0, 999].Select(number => (string?)$"{number:D3}"));

    // Two slices of the same rows: the plain text and its dictionary.
    private static readonly Gen<(IArrowArray Plain, IArrowArray Encoded)> Columns = Gen.Select(Text.Array[0, 60], Gen.Int[0, 20], Gen.Int[0, 20], (values, skip, drop) =>
    {
        int from = Math.Min(skip, values.Length);
        int length = Math.Max(values.Length - from - drop, 0);
        return (ArrowArrayFactory.Slice(Batches.Strings(values), from, length), ArrowArrayFactory.Slice(Batches.Encoded(values), from, length));
    });

    [Fact]
    public void Rules_AnyText_FindTheSameRows() => Columns.Sample(columns =>
    {
        foreach (Action<ValidationBuilder> rule in new Action<ValidationBuilder>[]
        {
            v => v.NotNull("x"), v => v.OneOf("x", "123", "", "x1"), v => v.Matches("x", "^[0-9]+$"), v => v.Range("x", "1", "5"), v => v.Unique("x"),
        })
        {
            Failing(rule, columns.Encoded).ShouldBe(Failing(rule, columns.Plain));
        }
    });

    [Fact]
    public void Masks_AnyText_GiveTheSameTextAndLoseTheSame() => Columns.Sample(columns =>
    {
        foreach (Action<MaskBuilder> mask in new Action<MaskBuilder>[]
        {
            m => m.Zip3("x"), m => m.Truncate("x", 2), m => m.Redact("x"), m => m.Hash("x", Key), _ => { },
        })
        {
            (IReadOnlyList<string?> text, string lost) = Masked(mask, columns.Encoded);
            (IReadOnlyList<string?> expected, string expectedLost) = Masked(mask, columns.Plain);
            text.ShouldBe(expected);
            lost.ShouldBe(expectedLost);
        }
    });

    [Fact]
    public void Mask_OfADictionary_TreatsEachEntryOnce()
    {
        MaskPlan plan = Plan(m => m.Hash("x", Key));

        RecordBatch masked = plan.Apply(Batches.Of(("x", Batches.Encoded("a", "b", "a", null))));

        masked.Column(0).ShouldBeOfType<DictionaryArray>().Dictionary.Length.ShouldBe(3);
    }

    [Fact]
    public void Statistics_AnyText_AreTheSame() => Columns.Sample(columns => Statistics(columns.Encoded).ShouldBe(Statistics(columns.Plain)));

    [Fact]
    public void Take_AnyRows_GivesTheSameText() => Columns.Where(columns => columns.Plain.Length > 0).Sample(columns =>
    {
        int[] rows = [.. Enumerable.Range(0, columns.Plain.Length).Reverse(), 0, 0];
        Taken(columns.Encoded, rows).ShouldBe(Taken(columns.Plain, rows));
    });

    private static IReadOnlyList<int> Failing(Action<ValidationBuilder> rule, IArrowArray column)
    {
        RowFailures failures = new();
        Checks.Validator(rule).Begin(new ValidationContext(Batches.Of(("x", Batches.Strings())).Schema)).Observe(Batches.Of(("x", column)), failures);
        return [.. failures.Rows];
    }

    private static (IReadOnlyList<string?> Text, string Lost) Masked(Action<MaskBuilder> mask, IArrowArray column)
    {
        MaskPlan plan = Plan(mask);
        using RecordBatch masked = plan.Apply(Batches.Of(("x", column)));
        return (Batches.Texts(masked.Column(0)), string.Join(';', plan.Counts));
    }

    private static MaskPlan Plan(Action<MaskBuilder> mask)
    {
        MaskBuilder builder = new();
        mask(builder);
        return MaskPlan.Build(builder, new DataContract([new ColumnContract("x", ColumnType.String)]));
    }

    private static string Statistics(IArrowArray column)
    {
        FileStatistics statistics = new(new Schema([new Field("x", StringType.Default, true)], null), new HashSet<string>());
        statistics.Observe(Batches.Of(("x", column)));
        return statistics.ToJson();
    }

    private static IReadOnlyList<string?> Taken(IArrowArray column, int[] rows)
    {
        using RecordBatch taken = Take.Rows(Batches.Of(("x", column)), rows);
        return Batches.Texts(taken.Column(0));
    }
}
