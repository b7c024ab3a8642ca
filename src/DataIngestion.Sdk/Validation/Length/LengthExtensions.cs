using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check of the length of text.</summary>
public static class LengthExtensions
{
    /// <summary>Requires text of a length in Unicode code points: a letter with an accent may be one or two of them, an emoji is at least one. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A string column.</param>
    /// <param name="minimum">The least length, or <see langword="null"/> for none.</param>
    /// <param name="maximum">The greatest length, or <see langword="null"/> for none.</param>
    /// <param name="strictMinimum">Whether a text of the minimum's length fails.</param>
    /// <param name="strictMaximum">Whether a text of the maximum's length fails.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    /// <exception cref="ArgumentException">No length is given, or no length lies between them.</exception>
    public static ValidationBuilder Length(
        this ValidationBuilder builder, string column, int? minimum, int? maximum, bool strictMinimum = false, bool strictMaximum = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentOutOfRangeException.ThrowIfNegative(minimum ?? 0, nameof(minimum));
        ArgumentOutOfRangeException.ThrowIfNegative(maximum ?? 0, nameof(maximum));
        long low = (minimum ?? 0L) + (minimum is not null && strictMinimum ? 1 : 0);
        long high = (maximum ?? long.MaxValue) - (maximum is not null && strictMaximum ? 1 : 0);
        if (minimum is null && maximum is null)
        {
            throw new ArgumentException($"The length of '{column}' is open on both sides: give a minimum or a maximum.");
        }

        string range = Describe(minimum, maximum, strictMinimum, strictMaximum);
        return low <= high
            ? builder.Add(new TextValidator($"length({column}, {range})", column, $"{column} to have a length in {range}", text => IsWithin(text, low, high)))
            : throw new ArgumentException($"No length of '{column}' lies in {range}.");
    }

    private static string Describe(int? minimum, int? maximum, bool strictMinimum, bool strictMaximum)
    {
        string from = minimum is { } low ? (strictMinimum ? "> " : "") + low.ToString(CultureInfo.InvariantCulture) : "…";
        string to = maximum is { } high ? (strictMaximum ? "< " : "") + high.ToString(CultureInfo.InvariantCulture) : "…";
        return $"{from}, {to}";
    }

    private static bool IsWithin(ReadOnlySpan<byte> text, long low, long high)
    {
        // No code point has more than four bytes, so most texts need no counting.
        if (text.Length < low || text.Length > 4 * (double)high)
        {
            return false;
        }

        long length = CodePoints(text);
        return length >= low && length <= high;
    }

    // Every byte but those that continue a code point (10xxxxxx) begins one.
    private static long CodePoints(ReadOnlySpan<byte> text)
    {
        long continuing = 0;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(text);
        foreach (ulong word in words)
        {
            continuing += BitOperations.PopCount((word >> 7) & (~word >> 6) & 0x0101010101010101);
        }

        foreach (byte one in text[(words.Length * sizeof(ulong))..])
        {
            continuing += (one & 0xC0) == 0x80 ? 1 : 0;
        }

        return text.Length - continuing;
    }
}
