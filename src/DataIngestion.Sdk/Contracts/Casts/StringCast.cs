using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Text to text: only missing markers change anything.</summary>
/// <remarks>
/// With dictionaries, a column is encoded batch by batch until one batch has too many distinct texts; from then on it stays plain.
/// That depends on what this fork has read and on nothing else, so it is the same on any number of threads.
/// </remarks>
internal sealed class StringCast(bool dictionaries) : ColumnCast
{
    private static readonly SameTypeCast Shared = new();

    private TextDictionary? _dictionary = dictionaries ? new() : null;
    private ulong[] _present = [];

    public override ColumnCast Fork() => new StringCast(dictionaries);

    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        if (delivered is StringArray && _dictionary is null && !tally.HasMarkers)
        {
            return Shared.Apply(delivered, tally);
        }

        using DeliveredText text = DeliveredText.Of(delivered);
        ReadOnlySpan<ulong> present = Present(text, tally, out bool anyMarker);
        IArrowArray typed = Encode(text, present) ?? (delivered is StringArray && !anyMarker
            ? ArrowArrayFactory.SliceShared(delivered, 0, delivered.Length)
            : PlainText.Build(text.Cells, present));
        GC.KeepAlive(delivered);
        return typed;
    }

    private DictionaryArray? Encode(in DeliveredText text, ReadOnlySpan<ulong> present)
    {
        DictionaryArray? encoded = _dictionary?.TryBuild(text.Cells, present);
        if (encoded is null)
        {
            _dictionary = null;
        }

        return encoded;
    }

    private ReadOnlySpan<ulong> Present(in DeliveredText text, ColumnTally tally, out bool anyMarker)
    {
        int words = (text.Length + ValidityWords.Rows - 1) / ValidityWords.Rows;
        if (_present.Length < words)
        {
            _present = new ulong[words];
        }

        anyMarker = false;
        for (int word = 0; word < words; word++)
        {
            int start = word * ValidityWords.Rows;
            int count = Math.Min(text.Length - start, ValidityWords.Rows);
            _present[word] = tally.Take(text, start, count);
            anyMarker |= _present[word] != text.Validity.Of(start, count);
        }

        return _present.AsSpan(0, words);
    }
}
