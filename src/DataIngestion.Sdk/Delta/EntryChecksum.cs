using System.Security.Cryptography;
using System.Text;

namespace DataIngestion.Delta;

/// <summary>A log entry's SHA-256 over itself, kept in its commitInfo: the digits are zeros while it is computed.</summary>
internal static class EntryChecksum
{
    public const string Key = "entrySha256";

    public static string Placeholder { get; } = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>Puts the checksum in the place of its placeholder; an entry without one is left as it is.</summary>
    public static byte[] Seal(byte[] entry)
    {
        int at = Find(entry);
        if (at >= 0)
        {
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(entry)), entry.AsSpan(at));
        }

        return entry;
    }

    /// <summary>What is wrong with an entry, or null.</summary>
    public static string? FaultOf(byte[] entry)
    {
        int at = Find(entry);
        if (at < 0)
        {
            return "has no checksum of its own";
        }

        Span<byte> digits = entry.AsSpan(at, Placeholder.Length);
        string stated = Encoding.ASCII.GetString(digits);
        digits.Fill((byte)'0');
        string found = Convert.ToHexStringLower(SHA256.HashData(entry));
        return found == stated ? null : $"has SHA-256 {found} and states {stated}";
    }

    private static int Find(ReadOnlySpan<byte> entry)
    {
        int at = entry.IndexOf("\"entrySha256\":\""u8);
        int digits = at + Key.Length + 4;
        return at >= 0 && digits + Placeholder.Length <= entry.Length ? digits : -1;
    }
}
