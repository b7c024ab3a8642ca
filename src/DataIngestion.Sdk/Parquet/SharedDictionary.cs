using System.IO.Hashing;
using System.Runtime.InteropServices;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Parquet;

/// <summary>Gives the parts of a column one dictionary, because the native writer takes over only the first one it sees.</summary>
internal sealed class SharedDictionary
{
    /// <summary>Beyond this many entries the writer would give up its dictionary in any case.</summary>
    private const int MostEntries = 1 << 16;

    private readonly Dictionary<UInt128, int> _codes = [];
    private readonly List<byte[]> _entries = [];

    /// <summary>The same values with one dictionary, or, where that would be too large or a part has none, as plain strings. The caller disposes them.</summary>
    public static IReadOnlyList<IArrowArray> Unify(IReadOnlyList<IArrowArray> parts)
    {
        SharedDictionary shared = new();
        List<int[]> maps = [];
        foreach (IArrowArray part in parts)
        {
            if (part is not DictionaryArray encoded || !shared.TryMap(encoded, out int[] map))
            {
                return [.. parts.Select(Plain)];
            }

            maps.Add(map);
        }

        IArrowArray dictionary = shared.Build();
        return [.. parts.Select((part, index) => Encode((DictionaryArray)part, maps[index], dictionary))];
    }

    private static IArrowArray Plain(IArrowArray part) =>
        part is DictionaryArray encoded ? EncodedCells.Decode(encoded) : ArrowArrayFactory.SliceShared(part, 0, part.Length);

    private static DictionaryArray Encode(DictionaryArray part, int[] map, IArrowArray dictionary)
    {
        EncodedCells cells = new(part);
        ArrowBuffer.Builder<int> mapped = ColumnBuffer.Of<int>(cells.Codes.Length);
        Span<int> target = mapped.Span;
        for (int row = 0; row < target.Length; row++)
        {
            // The code of a missing row means nothing.
            target[row] = cells.Validity.AllValid || cells.Validity[row] ? map[cells.Codes[row]] : 0;
        }

        ArrowBuffer validity = cells.Validity.AllValid ? ArrowBuffer.Empty : cells.Validity.ToBuffer();
        GC.KeepAlive(part);
        ArrayData shared = ArrowArrayFactory.SliceShared(dictionary, 0, dictionary.Length).Data;
        return new DictionaryArray(EncodedCells.Data(target.Length, part.NullCount, validity, mapped.Build(), shared));
    }

    private bool TryMap(DictionaryArray part, out int[] map)
    {
        // An entry that no row has, as of a row that was rejected, has no business in the file.
        EncodedCells cells = new(part);
        bool[] used = cells.Used();
        ByteCells entries = new(cells.Entries);
        map = new int[used.Length];
        bool fits = true;
        for (int entry = 0; entry < map.Length && fits; entry++)
        {
            fits = !used[entry] || TryCodeOf(entries[entry], out map[entry]);
        }

        GC.KeepAlive(part);
        return fits;
    }

    // Two entries of one row group do not meet by accident in 128 bits; they are compared all the same.
    private bool TryCodeOf(ReadOnlySpan<byte> entry, out int code)
    {
        ref int known = ref CollectionsMarshal.GetValueRefOrAddDefault(_codes, XxHash128.HashToUInt128(entry), out bool exists);
        if (!exists)
        {
            known = _entries.Count;
            _entries.Add(entry.ToArray());
        }

        code = known;
        return _entries.Count <= MostEntries && entry.SequenceEqual(_entries[code]);
    }

    private StringArray Build()
    {
        StringArray.Builder builder = new();
        foreach (byte[] entry in _entries)
        {
            builder.Append(entry.AsSpan());
        }

        return builder.Build();
    }
}
