using System.IO.Hashing;
using System.Runtime.CompilerServices;
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

    private readonly Utf8Counter _counts = new();
    private ulong _limit = ulong.MaxValue;
    private long _other;

    public int Capacity { get; } = capacity;

    public static ulong Hash(ReadOnlySpan<byte> category) => XxHash3.HashToUInt64(category);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> text, long count = 1)
    {
        if (text.Length > LongestText)
        {
            AddLong(text, count);
            return;
        }

        AddCategory(text, count);
    }

    public void Merge(CategoryCounts other)
    {
        _other += other._other;
        Lower(other._limit);
        for (int i = 0; i < other._counts.Count; i++)
        {
            Take(other._counts, i);
        }
    }

    public CategoricalProfile Complete()
    {
        Shrink();
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        for (int i = 0; i < _counts.Count; i++)
        {
            // Bytes that are no UTF-8 read as the same replacement character.
            string text = Encoding.UTF8.GetString(_counts.Category(i));
            counts[text] = counts.GetValueOrDefault(text) + _counts.CountOf(i);
        }

        return new(counts, _other);
    }

    private void AddLong(ReadOnlySpan<byte> text, long count)
    {
        Span<byte> shortened = stackalloc byte[LongestText];
        AddCategory(Shorten(text, shortened), count);
    }

    private void Take(Utf8Counter other, int index)
    {
        if (!_counts.TryAdd(other.Category(index), other.CountOf(index)))
        {
            AddUnknown(other.Category(index), other.HashOf(index), other.CountOf(index));
        }
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddCategory(ReadOnlySpan<byte> category, long count)
    {
        if (!_counts.TryAdd(category, count))
        {
            AddUnknown(category, Hash(category), count);
        }
    }

    private void AddUnknown(ReadOnlySpan<byte> category, ulong hash, long count)
    {
        if (hash > _limit)
        {
            _other += count;
            return;
        }

        _counts.Append(category, hash, count);
        if (_counts.Count >= 2L * Capacity)
        {
            Shrink();
        }
    }

    // Rarely, so that it costs little a category: at most twice as many are counted as will be kept.
    private void Shrink()
    {
        if (_counts.Count > Capacity)
        {
            Lower(_counts.SmallestHashes(Capacity));
        }
    }

    private void Lower(ulong limit)
    {
        if (limit < _limit)
        {
            _limit = limit;
            _other += _counts.RemoveAbove(limit);
        }
    }
}
