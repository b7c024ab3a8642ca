using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Validation;

/// <summary>A set of texts as UTF-8. Immutable and thread-safe.</summary>
/// <remarks>A text of up to 16 bytes is its length and two overlapping halves, so most look-ups compare three numbers.</remarks>
internal sealed class Utf8Set
{
    private const int SlotsPerText = 4;
    private const int Halves = 2 * sizeof(ulong);

    private readonly Slot[] _slots;
    private readonly int _shift;

    public Utf8Set(IEnumerable<byte[]> texts)
    {
        byte[][] all = [.. texts];
        int slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(SlotsPerText, SlotsPerText * all.Length));
        _slots = new Slot[slots];
        _shift = 64 - BitOperations.Log2((uint)slots);
        foreach (byte[] text in all)
        {
            ref Slot slot = ref Find(text);
            slot = new Slot(Head(text), Tail(text), text);
        }
    }

    public bool Contains(ReadOnlySpan<byte> text) => Find(text).Text is not null;

    // The slot of the text, or the free one where it would be.
    private ref Slot Find(ReadOnlySpan<byte> text)
    {
        ulong head = Head(text);
        ulong tail = Tail(text);
        ulong hash = (head ^ BitOperations.RotateLeft(tail, 31) ^ (uint)text.Length) * 0x9E3779B97F4A7C15;
        int at = (int)((hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93 >> _shift);
        while (true)
        {
            ref Slot slot = ref _slots[at];
            if (slot.Text is null || (slot.Head == head && slot.Tail == tail && slot.Text.Length == text.Length && Same(slot.Text, text)))
            {
                return ref slot;
            }

            at = (at + 1) & (_slots.Length - 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Same(byte[] text, ReadOnlySpan<byte> other) => other.Length <= Halves || other.SequenceEqual(text);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Head(ReadOnlySpan<byte> text) => text.Length >= sizeof(ulong) ? MemoryMarshal.Read<ulong>(text) : Short(text);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Tail(ReadOnlySpan<byte> text) => text.Length >= sizeof(ulong) ? MemoryMarshal.Read<ulong>(text[^sizeof(ulong)..]) : 0;

    // Texts of the same length below 8 that are alike here are alike: the parts overlap and cover every byte.
    private static ulong Short(ReadOnlySpan<byte> text) => text.Length switch
    {
        >= 4 => MemoryMarshal.Read<uint>(text) | ((ulong)MemoryMarshal.Read<uint>(text[^4..]) << 32),
        >= 2 => MemoryMarshal.Read<ushort>(text) | ((ulong)MemoryMarshal.Read<ushort>(text[^2..]) << 32),
        1 => text[0],
        _ => 0,
    };

    private readonly struct Slot(ulong head, ulong tail, byte[] text)
    {
        public readonly ulong Head = head;
        public readonly ulong Tail = tail;
        public readonly byte[]? Text = text;
    }
}
