using System.Buffers.Binary;
using System.Numerics;

namespace DataIngestion.Profiles;

/// <summary>Writes knots as bytes, exactly, and leaves out what a knot has in common with the one before it.</summary>
/// <remarks>
/// A count, then for each knot one byte (the leading bytes of its key that are those of the last key, times 16, plus the bytes that follow) and
/// those bytes up to the trailing zeros; then the difference of each weight from the one before as a signed variable-length number.
/// </remarks>
internal static class KnotCoding
{
    /// <summary>In base 64 this makes a column of less than 64 KB of JSON.</summary>
    public const int LargestSize = 48_500;

    private const int KeyBytes = 8;

    public static int Size(WeightedKnots knots)
    {
        int size = Length((ulong)knots.Count);
        ulong last = 0;
        long lastWeight = 0;
        for (int i = 0; i < knots.Count; i++)
        {
            ulong key = Sortable(knots.Keys[i]);
            size += 1 + Written(key, Common(key, last)) + Length(ZigZag(knots.Weights[i] - lastWeight));
            (last, lastWeight) = (key, knots.Weights[i]);
        }

        return size;
    }

    public static byte[] Encode(WeightedKnots knots)
    {
        byte[] bytes = new byte[Size(knots)];
        int at = Put(bytes, 0, (ulong)knots.Count);
        ulong last = 0;
        Span<byte> digits = stackalloc byte[KeyBytes];
        foreach (long signed in knots.Keys)
        {
            ulong key = Sortable(signed);
            int common = Common(key, last);
            int written = Written(key, common);
            bytes[at++] = (byte)((common << 4) | written);
            BinaryPrimitives.WriteUInt64BigEndian(digits, key);
            digits.Slice(common, written).CopyTo(bytes.AsSpan(at));
            at += written;
            last = key;
        }

        long lastWeight = 0;
        foreach (long weight in knots.Weights)
        {
            at = Put(bytes, at, ZigZag(weight - lastWeight));
            lastWeight = weight;
        }

        return bytes;
    }

    /// <exception cref="FormatException">The bytes are not what <see cref="Encode"/> writes.</exception>
    public static WeightedKnots Decode(ReadOnlySpan<byte> bytes, long rankError)
    {
        ulong count = Take(ref bytes);
        if (count > (ulong)bytes.Length)
        {
            throw new FormatException("There are fewer bytes than knots.");
        }

        long[] keys = new long[count];
        Span<byte> digits = stackalloc byte[KeyBytes];
        digits.Clear();
        for (int i = 0; i < keys.Length; i++)
        {
            TakeDigits(ref bytes, digits);
            keys[i] = (long)(BinaryPrimitives.ReadUInt64BigEndian(digits) ^ (1UL << 63));
            if ((i > 0 && keys[i] <= keys[i - 1]) || !double.IsFinite(OrderedKey.Value(keys[i])))
            {
                throw new FormatException("The knots are not in ascending order.");
            }
        }

        return new(keys, TakeWeights(ref bytes, keys.Length), rankError);
    }

    private static long[] TakeWeights(ref ReadOnlySpan<byte> bytes, int count)
    {
        long[] weights = new long[count];
        long weight = 0;
        for (int i = 0; i < count; i++)
        {
            ulong coded = Take(ref bytes);
            weight += (long)(coded >> 1) ^ -(long)(coded & 1);
            weights[i] = weight > 0 ? weight : throw new FormatException("A knot has no weight.");
        }

        return bytes.IsEmpty ? weights : throw new FormatException("There are bytes after the last weight.");
    }

    private static void TakeDigits(ref ReadOnlySpan<byte> bytes, scoped Span<byte> digits)
    {
        int common = bytes.IsEmpty ? KeyBytes : bytes[0] >> 4;
        int written = bytes.IsEmpty ? KeyBytes : bytes[0] & 15;
        if (common + written > KeyBytes || bytes.Length <= written)
        {
            throw new FormatException("A knot is cut off.");
        }

        digits[common..].Clear();
        bytes.Slice(1, written).CopyTo(digits[common..]);
        bytes = bytes[(1 + written)..];
    }

    private static ulong Sortable(long key) => (ulong)key ^ (1UL << 63);

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    // Keys differ, so that at least one byte is left to write but for the very first key.
    private static int Common(ulong key, ulong last) => Math.Min(KeyBytes - 1, BitOperations.LeadingZeroCount(key ^ last) / 8);

    private static int Written(ulong key, int common) =>
        Math.Max(0, KeyBytes - common - (key == 0 ? KeyBytes : BitOperations.TrailingZeroCount(key) / 8));

    private static int Length(ulong value) => Math.Max(1, (64 - BitOperations.LeadingZeroCount(value) + 6) / 7);

    private static int Put(Span<byte> bytes, int at, ulong value)
    {
        while (value >= 0x80)
        {
            bytes[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[at++] = (byte)value;
        return at;
    }

    private static ulong Take(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int i = 0; i < bytes.Length && i < 10; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }

        throw new FormatException("A number is cut off.");
    }
}
