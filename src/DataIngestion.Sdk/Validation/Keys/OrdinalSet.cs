using System.Numerics;

namespace DataIngestion.Validation;

/// <summary>A set of row numbers in ascending order: at most about one bit for each row that it spans.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class OrdinalSet
{
    private const int PageBits = 12;
    private const int PageWords = (1 << PageBits) / 64;
    private readonly Dictionary<long, ulong[]> _pages = [];

    public long Count { get; private set; }

    public bool Add(long ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        if (!_pages.TryGetValue(ordinal >> PageBits, out ulong[]? page))
        {
            _pages[ordinal >> PageBits] = page = new ulong[PageWords];
        }

        ref ulong word = ref page[WordOf(ordinal)];
        ulong bit = 1ul << (int)(ordinal & 63);
        bool added = (word & bit) == 0;
        word |= bit;
        Count += added ? 1 : 0;
        return added;
    }

    public bool Contains(long ordinal) =>
        _pages.TryGetValue(ordinal >> PageBits, out ulong[]? page) && (page[WordOf(ordinal)] & (1ul << (int)(ordinal & 63))) != 0;

    public IEnumerable<long> InOrder() => _pages.Keys.Order().SelectMany(InPage);

    /// <summary>The members from <paramref name="start"/> up to <paramref name="end"/>, which is not included.</summary>
    public IEnumerable<long> Between(long start, long end)
    {
        for (long page = start >> PageBits; page <= (end - 1) >> PageBits; page++)
        {
            foreach (long ordinal in InPage(page).Where(ordinal => ordinal >= start && ordinal < end))
            {
                yield return ordinal;
            }
        }
    }

    private static int WordOf(long ordinal) => (int)(ordinal >> 6) & (PageWords - 1);

    private IEnumerable<long> InPage(long number)
    {
        if (!_pages.TryGetValue(number, out ulong[]? page))
        {
            yield break;
        }

        for (int word = 0; word < PageWords; word++)
        {
            for (ulong bits = page[word]; bits != 0; bits &= bits - 1)
            {
                yield return (number << PageBits) + (word * 64) + BitOperations.TrailingZeroCount(bits);
            }
        }
    }
}
