using System.IO.Hashing;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Parquet;

/// <summary>Gives the parts of a column one dictionary, because the native writer takes over only the first one it sees.</summary>
internal sealed class SharedDictionary
{
    /// <summary>Beyond this many entries the writer would give up its dictionary in any case.</summary>
    private const int MostEntries = 1 << 16;
    private const int Missing = -1;

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
                return [.. parts.Select(Decode)];
            }

            maps.Add(map);
        }

        IArrowArray dictionary = shared.Build();
        return [.. parts.Select((part, index) => Encode((DictionaryArray)part, maps[index], dictionary))];
    }

    private static IArrowArray Decode(IArrowArray part)
    {
        if (part is not DictionaryArray encoded)
        {
            return ArrowArrayFactory.SliceShared(part, 0, part.Length);
        }

        ReadOnlySpan<int> codes = Cells.Of<int>(encoded.Indices);
        Validity validity = new(encoded.Indices);
        ByteCells entries = new(encoded.Dictionary);
        StringArray.Builder builder = new();
        for (int row = 0; row < codes.Length; row++)
        {
            if (validity[row] && encoded.Dictionary.IsValid(codes[row]))
            {
                builder.Append(entries[codes[row]]);
            }
            else
            {
                builder.AppendNull();
            }
        }

        GC.KeepAlive(encoded);
        return builder.Build();
    }

    private static DictionaryArray Encode(DictionaryArray part, int[] map, IArrowArray dictionary)
    {
        ReadOnlySpan<int> codes = Cells.Of<int>(part.Indices);
        ArrowBuffer.Builder<int> mapped = ColumnBuffer.Of<int>(codes.Length);
        int missing = Map(codes, new Validity(part.Indices), map, mapped.Span, out ArrowBuffer bits);
        GC.KeepAlive(part);
        DictionaryType type = new(Int32Type.Default, StringType.Default, ordered: false);
        ArrayData shared = ArrowArrayFactory.SliceShared(dictionary, 0, dictionary.Length).Data;
        return new DictionaryArray(new ArrayData(type, codes.Length, missing, 0, [bits, mapped.Build()], null, shared));
    }

    private static int Map(ReadOnlySpan<int> codes, Validity validity, int[] map, Span<int> mapped, out ArrowBuffer bits)
    {
        bits = ArrowBuffer.Empty;
        if (validity.AllValid && !map.Contains(Missing))
        {
            for (int row = 0; row < codes.Length; row++)
            {
                mapped[row] = map[codes[row]];
            }

            return 0;
        }

        Bitmap valid = new(codes.Length);
        for (int row = 0; row < codes.Length; row++)
        {
            int code = validity[row] ? map[codes[row]] : Missing;
            mapped[row] = Math.Max(code, 0);
            if (code != Missing)
            {
                valid.Set(row);
            }
        }

        bits = valid.ToValidity();
        return valid.NullCount;
    }

    // The hash is as wide as a version-4 UUID's randomness: two entries of one row group do not meet by accident, and are compared all the same.
    private bool TryMap(DictionaryArray part, out int[] map)
    {
        IArrowArray dictionary = part.Dictionary;
        map = new int[dictionary.Length];
        if (dictionary is not StringArray || part.Indices is not Int32Array)
        {
            return false;
        }

        ByteCells entries = new(dictionary);
        for (int entry = 0; entry < map.Length; entry++)
        {
            map[entry] = dictionary.IsValid(entry) ? CodeOf(entries[entry]) : Missing;
            if (map[entry] == MostEntries)
            {
                return false;
            }
        }

        GC.KeepAlive(dictionary);
        return true;
    }

    private int CodeOf(ReadOnlySpan<byte> entry)
    {
        ref int code = ref CollectionsMarshal.GetValueRefOrAddDefault(_codes, XxHash128.HashToUInt128(entry), out bool known);
        if (!known)
        {
            code = _entries.Count;
            _entries.Add(entry.ToArray());
        }

        return entry.SequenceEqual(_entries[code]) ? code : MostEntries;
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
