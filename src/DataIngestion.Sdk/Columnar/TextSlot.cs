using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace DataIngestion.Columnar;

/// <summary>One Arrow string view as two numbers: the length and the first twelve bytes, or the length, the first four bytes and where the others are.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TextSlot(ulong low, ulong high) : IEquatable<TextSlot>
{
    public const int MostInline = 12;

    public ulong Low => low;

    public ulong High => high;

    public int Length => (int)(uint)low;

    public bool IsInline => (uint)low <= MostInline;

    /// <summary>Bytes 0 to 7 of a text that is inline; those beyond its length are zero.</summary>
    public ulong First8 => (low >> 32) | (high << 32);

    /// <summary>Bytes 8 to 11 of a text that is inline; those beyond its length are zero.</summary>
    public ulong Last4 => high >> 32;

    public static bool operator ==(TextSlot left, TextSlot right) => left.Equals(right);

    public static bool operator !=(TextSlot left, TextSlot right) => !left.Equals(right);

    /// <summary>The slot of a text of at most twelve bytes.</summary>
    public static TextSlot Inline(ReadOnlySpan<byte> text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MostInline);
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BitConverter.TryWriteBytes(bytes, text.Length);
        text.CopyTo(bytes[4..]);
        return MemoryMarshal.Read<TextSlot>(bytes);
    }

    public bool Equals(TextSlot other) => low == other.Low && high == other.High;

    public override bool Equals(object? obj) => obj is TextSlot other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(low, high);
}

/// <summary>The cells of an array of string views, its offset applied. The array must be kept alive while this is used.</summary>
internal readonly ref struct TextSlots
{
    private readonly ReadOnlySpan<byte> _views;
    private readonly ReadOnlySpan<byte> _firstBuffer;
    private readonly ArrayData _data;

    public TextSlots(StringViewArray array)
    {
        _data = array.Data;
        _views = array.Length == 0 ? default : _data.Buffers[1].Span.Slice(array.Offset * Unsafe.SizeOf<TextSlot>(), array.Length * Unsafe.SizeOf<TextSlot>());
        _firstBuffer = _data.Buffers.Length > 2 ? _data.Buffers[2].Span : default;
    }

    public ReadOnlySpan<TextSlot> Slots => MemoryMarshal.Cast<byte, TextSlot>(_views);

    /// <summary>The text of a row that is not missing.</summary>
    public ReadOnlySpan<byte> this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            TextSlot slot = Slots[row];
            return slot.IsInline
                ? _views.Slice((row * Unsafe.SizeOf<TextSlot>()) + sizeof(int), slot.Length)
                : Far(slot);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Far(TextSlot slot)
    {
        int buffer = (int)(uint)slot.High;
        ReadOnlySpan<byte> bytes = buffer == 0 ? _firstBuffer : _data.Buffers[2 + buffer].Span;
        return bytes.Slice((int)(slot.High >> 32), slot.Length);
    }
}
