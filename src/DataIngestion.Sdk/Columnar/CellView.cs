using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Columnar;

/// <summary>An Arrow string view: its length, then the text itself, zero padded, where that has at most twelve bytes; else four bytes of it and where the whole text is.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct CellView(ulong low, ulong high) : IEquatable<CellView>
{
    public const int MostShort = 12;

    private readonly ulong _low = low;
    private readonly ulong _high = high;

    public int Length => (int)_low;

    /// <summary>Whether the view holds all of the text.</summary>
    public bool IsShort => (uint)_low <= MostShort;

    /// <summary>The first eight bytes of a short text, the first of them lowest.</summary>
    public ulong First => (_low >> 32) | (_high << 32);

    /// <summary>The last four bytes of a short text.</summary>
    public ulong Last => _high >> 32;

    /// <summary>Length and first four bytes: where these differ, the texts differ.</summary>
    public ulong Head => _low;

    public ulong Tail => _high;

    public int Buffer => (int)_high;

    public int Offset => (int)(_high >> 32);

    public static CellView Short(ReadOnlySpan<byte> text)
    {
        (ulong first, ulong last) = text.Length switch
        {
            0 => (0UL, 0UL),
            < 4 => (text[0] | ((ulong)text[text.Length / 2] << (8 * (text.Length / 2))) | ((ulong)text[^1] << (8 * (text.Length - 1))), 0UL),
            < 8 => (MemoryMarshal.Read<uint>(text) | ((ulong)MemoryMarshal.Read<uint>(text[^4..]) << (8 * (text.Length - 4))), 0UL),
            <= MostShort => (MemoryMarshal.Read<ulong>(text), (ulong)MemoryMarshal.Read<uint>(text[^4..]) >> (8 * (MostShort - text.Length))),
            _ => throw new ArgumentOutOfRangeException(nameof(text), text.Length, "The text is longer than a view."),
        };
        return new((uint)text.Length | (first << 32), (first >> 32) | (last << 32));
    }

    public static CellView Long(ReadOnlySpan<byte> text, int buffer, int offset) =>
        new((uint)text.Length | ((ulong)MemoryMarshal.Read<uint>(text) << 32), (uint)buffer | ((ulong)(uint)offset << 32));

    /// <summary>The same bytes in the same place. Two long texts may be equal although their views are not.</summary>
    public bool Equals(CellView other) => ((_low ^ other._low) | (_high ^ other._high)) == 0;

    public override bool Equals(object? obj) => obj is CellView other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_low, _high);

    /// <summary>The text of a short view, inside the view.</summary>
    public static ReadOnlySpan<byte> TextOf(ref readonly CellView view) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref Unsafe.As<CellView, byte>(ref Unsafe.AsRef(in view)), sizeof(int)), view.Length);
}
