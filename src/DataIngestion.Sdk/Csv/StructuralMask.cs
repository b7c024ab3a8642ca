using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DataIngestion.Csv;

/// <summary>Which of 64 bytes are delimiters, quotes or line breaks: bit i is byte i.</summary>
internal static class StructuralMask
{
    public const int Width = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ref byte bytes, byte delimiter, byte quote) =>
        Vector512.IsHardwareAccelerated ? Of512(ref bytes, delimiter, quote) : Of256(ref bytes, delimiter, quote);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Of512(ref byte bytes, byte delimiter, byte quote)
    {
        Vector512<byte> text = Vector512.LoadUnsafe(ref bytes);
        Vector512<byte> separators = Vector512.Equals(text, Vector512.Create(delimiter)) | Vector512.Equals(text, Vector512.Create(quote));
        Vector512<byte> breaks = Vector512.Equals(text, Vector512.Create((byte)'\n')) | Vector512.Equals(text, Vector512.Create((byte)'\r'));
        return (separators | breaks).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Of256(ref byte bytes, byte delimiter, byte quote) =>
        Half(ref bytes, delimiter, quote) | ((ulong)Half(ref Unsafe.Add(ref bytes, 32), delimiter, quote) << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Half(ref byte bytes, byte delimiter, byte quote)
    {
        Vector256<byte> text = Vector256.LoadUnsafe(ref bytes);
        Vector256<byte> separators = Vector256.Equals(text, Vector256.Create(delimiter)) | Vector256.Equals(text, Vector256.Create(quote));
        Vector256<byte> breaks = Vector256.Equals(text, Vector256.Create((byte)'\n')) | Vector256.Equals(text, Vector256.Create((byte)'\r'));
        return (separators | breaks).ExtractMostSignificantBits();
    }
}
