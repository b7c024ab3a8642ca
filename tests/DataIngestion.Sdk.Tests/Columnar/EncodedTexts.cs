using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;

namespace DataIngestion.Columnar;

/// <summary>Encodes text as a dictionary in all the ways in which it may come.</summary>
internal static class EncodedTexts
{
    private static readonly string?[] Alphabet = [null, "", "a", "b", "zz", "02138", "99501-77", "12", "ä", "😀😀😀", "12345678", "123456789", "Zweitname-4711", new string('x', 70)];

    /// <summary>A column, plain and encoded, of which some rows are cut off at both ends.</summary>
    public static readonly Gen<(StringArray Plain, DictionaryArray Encoded)> Pairs =
        Gen.Select(Gen.Int[0, Alphabet.Length - 1].Array[0, 200], Gen.Int[0, 70], Gen.Int[0, 70], Gen.Int).Select((picks, before, after, seed) =>
        {
            string?[] texts = [.. picks.Select(pick => Alphabet[pick])];
            (int from, int length) = (Math.Min(before, texts.Length), Math.Max(0, texts.Length - before - after));
            return ((StringArray)ArrowArrayFactory.Slice(Batches.Strings(texts), from, length), (DictionaryArray)ArrowArrayFactory.Slice(Of(texts, seed), from, length));
        });

    /// <summary>Entries in random order, some unused, some twice, behind an offset of the dictionary; anything as the code of a missing row.</summary>
    public static DictionaryArray Of(IReadOnlyList<string?> texts, int seed)
    {
        Random random = new(seed);
        string[] distinct = [.. texts.OfType<string>().Distinct()];
        string[] entries = [.. distinct, .. distinct.Where(_ => random.Next(3) == 0), .. Enumerable.Range(0, random.Next(4)).Select(unused => $"unused {unused}")];
        random.Shuffle(entries);
        int cut = random.Next(3);
        Int32Array.Builder codes = new();
        foreach (string? text in texts)
        {
            int[] places = [.. Enumerable.Range(0, entries.Length).Where(place => entries[place] == text)];
            codes.Append(places.Length == 0 ? random.Next(int.MinValue, int.MaxValue) : places[random.Next(places.Length)]);
        }

        IArrowArray dictionary = ArrowArrayFactory.Slice(Batches.Strings([.. Enumerable.Repeat("cut off", cut), .. entries]), cut, entries.Length);
        ArrowBuffer.BitmapBuilder valid = new();
        foreach (string? text in texts)
        {
            valid.Append(text is not null);
        }

        int missing = texts.Count(text => text is null);
        return new DictionaryArray(new ArrayData(
            new DictionaryType(Int32Type.Default, StringType.Default, false), texts.Count, missing, 0, [missing == 0 ? ArrowBuffer.Empty : valid.Build(), codes.Build().ValueBuffer], null, dictionary.Data));
    }
}
