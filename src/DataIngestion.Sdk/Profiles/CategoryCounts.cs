using System.IO.Hashing;
using System.Text;

namespace DataIngestion.Profiles;

/// <summary>Counts categories in bounded memory.</summary>
/// <remarks>
/// Exact while there are at most <see cref="Capacity"/> categories. Beyond, the categories with the smallest hashes are kept and the others are
/// counted together: which are kept depends on the set of categories alone, a kept one was never dropped before, and so its count is exact and
/// merging gives the same as observing everything in one go.
/// </remarks>
internal sealed class CategoryCounts(int capacity)
{
    public const int DefaultCapacity = 1000;
    private const int LongestText = 256;
    private const int HashSuffix = 17;

    private readonly Dictionary<byte[], long> _counts = new(Utf8Comparer.Instance);
    private readonly PriorityQueue<byte[], ulong> _largest = new(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));
    private ulong _limit = ulong.MaxValue;
    private long _other;

    public int Capacity { get; } = capacity;

    public static ulong Hash(ReadOnlySpan<byte> category) => XxHash3.HashToUInt64(category);

    public void Add(ReadOnlySpan<byte> text, long count = 1)
    {
        Span<byte> shortened = stackalloc byte[LongestText];
        ReadOnlySpan<byte> category = text.Length <= LongestText ? text : Shorten(text, shortened);
        ulong hash = _limit == ulong.MaxValue ? 0 : Hash(category);
        if (hash > _limit)
        {
            _other += count;
            return;
        }

        System.Runtime.InteropServices.CollectionsMarshal
            .GetValueRefOrAddDefault(_counts.GetAlternateLookup<ReadOnlySpan<byte>>(), category, out bool known) += count;
        if (!known && Capacity != int.MaxValue)
        {
            Admit(category.ToArray());
        }
    }

    public void Merge(CategoryCounts other)
    {
        _other += other._other;
        Lower(other._limit);
        foreach ((byte[] category, long count) in other._counts)
        {
            Add(category, count);
        }
    }

    public CategoricalProfile Complete()
    {
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach ((byte[] category, long count) in _counts)
        {
            // Bytes that are no UTF-8 read as the same replacement character.
            string text = Encoding.UTF8.GetString(category);
            counts[text] = counts.GetValueOrDefault(text) + count;
        }

        return new(counts, _other);
    }

    private static ReadOnlySpan<byte> Shorten(ReadOnlySpan<byte> text, Span<byte> into)
    {
        int length = LongestText - HashSuffix;
        while (length > 0 && (text[length] & 0xC0) == 0x80)
        {
            length--;
        }

        text[..length].CopyTo(into);
        into[length] = (byte)'#';
        Hash(text).TryFormat(into[(length + 1)..], out int written, "x16");
        return into[..(length + 1 + written)];
    }

    private void Admit(byte[] category)
    {
        _largest.Enqueue(category, Hash(category));
        if (_counts.Count > Capacity && _largest.TryPeek(out _, out ulong hash))
        {
            Lower(hash - 1);
        }
    }

    private void Lower(ulong limit)
    {
        _limit = Math.Min(_limit, limit);
        while (_largest.TryPeek(out byte[]? category, out ulong hash) && hash > _limit)
        {
            _largest.Dequeue();
            _counts.Remove(category, out long count);
            _other += count;
        }
    }
}
