using System.Text;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Drift;

/// <summary>Gives each row of a text or boolean column the code of its category; those not kept share one code, missing values have another.</summary>
internal sealed class CategoryCodes
{
    private const int LongestOnStack = 512;

    private readonly Dictionary<string, byte> _codes = new(StringComparer.Ordinal);
    private readonly byte _others;
    private readonly byte _missing;

    public CategoryCodes(IReadOnlyList<string> kept)
    {
        for (int i = 0; i < kept.Count; i++)
        {
            _codes[kept[i]] = (byte)i;
        }

        (_others, _missing) = ((byte)kept.Count, (byte)(kept.Count + 1));
    }

    public void Read(IArrowArray array, Span<byte> codes)
    {
        switch (array)
        {
            case StringArray texts:
                Texts(texts, codes);
                break;
            case DictionaryArray { Indices: Int32Array indices, Dictionary: StringArray dictionary }:
                Dictionary(indices, dictionary, codes);
                break;
            case BooleanArray booleans:
                Booleans(booleans, codes);
                break;
            default:
                throw new ArgumentException($"An array of {array.Data.DataType.Name} holds no categories.", nameof(array));
        }

        GC.KeepAlive(array);
    }

    private void Texts(StringArray texts, Span<byte> codes)
    {
        Validity validity = new(texts);
        ReadOnlySpan<int> offsets = texts.ValueOffsets;
        ReadOnlySpan<byte> bytes = texts.ValueBuffer.Span;
        Dictionary<string, byte>.AlternateLookup<ReadOnlySpan<char>> lookup = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> characters = stackalloc char[LongestOnStack];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = validity[i] ? Code(bytes[offsets[i]..offsets[i + 1]], characters, lookup) : _missing;
        }
    }

    // The longest category that a profile keeps has 256 bytes.
    private byte Code(ReadOnlySpan<byte> text, Span<char> characters, Dictionary<string, byte>.AlternateLookup<ReadOnlySpan<char>> lookup)
    {
        if (text.Length > LongestOnStack)
        {
            return _others;
        }

        int length = Encoding.UTF8.GetChars(text, characters);
        return lookup.TryGetValue(characters[..length], out byte code) ? code : _others;
    }

    private void Dictionary(Int32Array indices, StringArray dictionary, Span<byte> codes)
    {
        byte[] entries = new byte[dictionary.Length];
        Texts(dictionary, entries);
        Validity validity = new(indices);
        ReadOnlySpan<int> values = indices.Values;
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = validity[i] ? entries[values[i]] : _missing;
        }

        GC.KeepAlive(dictionary);
        GC.KeepAlive(indices);
    }

    private void Booleans(BooleanArray booleans, Span<byte> codes)
    {
        byte yes = _codes.GetValueOrDefault("true", _others);
        byte no = _codes.GetValueOrDefault("false", _others);
        Validity validity = new(booleans);
        ReadOnlySpan<byte> bits = booleans.ValueBuffer.Span;
        for (int i = 0; i < codes.Length; i++)
        {
            int at = booleans.Offset + i;
            codes[i] = !validity[i] ? _missing : ((bits[at >> 3] >> (at & 7)) & 1) != 0 ? yes : no;
        }
    }
}
