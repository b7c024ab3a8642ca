using System.Runtime.InteropServices;
using System.IO.Hashing;
using Apache.Arrow;

namespace DataIngestion.Suites;

/// <summary>Facts about text. Where it comes as a dictionary, each entry is looked at once for each batch.</summary>
internal sealed class TextFacts : ColumnFacts
{
    private const int LongestKept = 128;
    private const int LongestKey = 256;

    private readonly ValueCounts<byte[]> _counts = new(Utf8Comparer.Instance);

    public ShapeCounts Shapes { get; } = new(joined: false);

    /// <summary>Shapes in which letters and digits are one class.</summary>
    public ShapeCounts JoinedShapes { get; } = new(joined: true);

    /// <summary>In code points.</summary>
    public int Shortest { get; private set; } = int.MaxValue;

    public int Longest { get; private set; }

    /// <summary>The values with an at sign and a point after it.</summary>
    public long Addresses { get; private set; }

    public IReadOnlyDictionary<byte[], long>? Counts => _counts.Counts;

    public (int Distinct, int Once, long All) Summary => _counts.Summary();

    public override bool CanBeKey => Longest <= LongestKey;

    public override bool Repeats => _counts.Repeats;

    public override int? Distinct => _counts.Counts?.Count;

    public override void TakeHead(IArrowArray array, int rows, List<ulong> head)
    {
        if (array is DictionaryArray encoded)
        {
            StringArray entries = (StringArray)encoded.Dictionary;
            ulong[] hashes = new ulong[entries.Length];
            for (int entry = 0; entry < hashes.Length; entry++)
            {
                hashes[entry] = XxHash3.HashToUInt64(entries.GetBytes(entry));
            }

            ReadOnlySpan<int> codes = ((Int32Array)encoded.Indices).Values;
            for (int row = 0; row < rows; row++)
            {
                head.Add(encoded.Indices.IsValid(row) ? hashes[codes[row]] : 0);
            }

            return;
        }

        StringArray text = (StringArray)array;
        for (int row = 0; row < rows; row++)
        {
            head.Add(XxHash3.HashToUInt64(text.GetBytes(row)));
        }
    }

    protected override void ObserveValues(IArrowArray array)
    {
        if (array is DictionaryArray encoded)
        {
            ObserveEncoded(encoded);
            return;
        }

        StringArray text = (StringArray)array;
        for (int row = 0; row < text.Length; row++)
        {
            if (text.IsValid(row))
            {
                Observe(text.GetBytes(row), 1);
            }
        }
    }

    protected override void MergeValues(ColumnFacts later)
    {
        TextFacts other = (TextFacts)later;
        _counts.Merge(other._counts);
        Shapes.Merge(other.Shapes);
        JoinedShapes.Merge(other.JoinedShapes);
        Shortest = Math.Min(Shortest, other.Shortest);
        Longest = Math.Max(Longest, other.Longest);
        Addresses += other.Addresses;
    }

    private void ObserveEncoded(DictionaryArray encoded)
    {
        Int32Array indices = (Int32Array)encoded.Indices;
        ReadOnlySpan<int> codes = indices.Values;
        StringArray entries = (StringArray)encoded.Dictionary;
        int[] counts = new int[entries.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            if (indices.IsValid(row))
            {
                counts[codes[row]]++;
            }
        }

        for (int entry = 0; entry < counts.Length; entry++)
        {
            if (counts[entry] > 0)
            {
                Observe(entries.GetBytes(entry), counts[entry]);
            }
        }
    }

    private void Observe(ReadOnlySpan<byte> value, long count)
    {
        int length = CodePoints(value);
        Shortest = Math.Min(Shortest, length);
        Longest = Math.Max(Longest, length);
        int at = value.IndexOf((byte)'@');
        Addresses += at > 0 && value[at..].Contains((byte)'.') ? count : 0;
        Shapes.Add(value, count);
        JoinedShapes.Add(value, count);
        Count(value, count);
    }

    private void Count(ReadOnlySpan<byte> value, long count)
    {
        if (_counts.Counts is not { } known)
        {
            return;
        }

        if (value.Length > LongestKept)
        {
            _counts.GiveUp();
            return;
        }

        ref long times = ref CollectionsMarshal.GetValueRefOrAddDefault(known.GetAlternateLookup<ReadOnlySpan<byte>>(), value, out _);
        _counts.Count(ref times, count);
    }

    private static int CodePoints(ReadOnlySpan<byte> value)
    {
        int continuing = 0;
        foreach (byte unit in value)
        {
            continuing += (unit & 0xC0) == 0x80 ? 1 : 0;
        }

        return value.Length - continuing;
    }
}
