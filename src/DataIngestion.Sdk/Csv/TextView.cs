using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataIngestion.Csv;

/// <summary>Writes Arrow string views: the length, then up to twelve bytes of text, or four of them, the number of a buffer and an offset in it.</summary>
internal static class TextView
{
    public const int Size = 16;

    private const int Prefix = 4;
    private const int MostInline = 12;

    // From where a load leaves so many bytes of the text standing.
    private static ReadOnlySpan<byte> Masks =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Writes the view of a text in buffer 0, which has readable bytes on both sides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref byte view, ref byte text, int start, int length)
    {
        // The values of a column are mostly all short or all long, so a jump costs less than to compute both.
        if (length > MostInline)
        {
            Unsafe.WriteUnaligned(ref view, length);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref view, Prefix), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref text, start)));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref view, 2 * Prefix), (ulong)start << 32);
            return;
        }

        // Loaded from four bytes before its start, the text is where the view has it already.
        Vector128<byte> mask = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(MostInline - length));
        Vector128<byte> loaded = Vector128.LoadUnsafe(ref Unsafe.Add(ref text, start - Prefix)) & mask;
        loaded.AsInt32().WithElement(0, length).AsByte().StoreUnsafe(ref view);
    }

    /// <summary>Puts the view of a text that is not in buffer 0 right.</summary>
    public static void SetBuffer(ref byte view, int length, int buffer)
    {
        if (length > MostInline)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref view, 2 * Prefix), buffer);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteEmpty(ref byte view) => Vector128<byte>.Zero.StoreUnsafe(ref view);
}
