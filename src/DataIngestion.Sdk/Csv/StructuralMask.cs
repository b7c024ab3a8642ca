using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DataIngestion.Csv;

/// <summary>Which of 64 bytes have a value: bit i is byte i.</summary>
internal static class StructuralMask
{
    public const int Width = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ref byte bytes, byte value) => Vector512.IsHardwareAccelerated ? Of512(ref bytes, value)
        : Vector128.IsHardwareAccelerated ? Of256(ref bytes, value)
        : OfScalar(ref bytes, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Of512(ref byte bytes, byte value) =>
        Vector512.Equals(Vector512.LoadUnsafe(ref bytes), Vector512.Create(value)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Of256(ref byte bytes, byte value)
    {
        Vector256<byte> wanted = Vector256.Create(value);
        uint low = Vector256.Equals(Vector256.LoadUnsafe(ref bytes), wanted).ExtractMostSignificantBits();
        uint high = Vector256.Equals(Vector256.LoadUnsafe(ref bytes, 32), wanted).ExtractMostSignificantBits();
        return low | ((ulong)high << 32);
    }

    internal static ulong OfScalar(ref byte bytes, byte value)
    {
        ulong mask = 0;
        for (int at = 0; at < Width; at++)
        {
            mask |= Unsafe.Add(ref bytes, at) == value ? 1UL << at : 0;
        }

        return mask;
    }

    /// <summary>The bytes that are not ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfNonAscii(ref byte bytes) => Vector512.IsHardwareAccelerated ? OfNonAscii512(ref bytes) : OfNonAscii256(ref bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong OfNonAscii512(ref byte bytes) => Vector512.LoadUnsafe(ref bytes).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong OfNonAscii256(ref byte bytes) =>
        Vector256.LoadUnsafe(ref bytes).ExtractMostSignificantBits() | ((ulong)Vector256.LoadUnsafe(ref bytes, 32).ExtractMostSignificantBits() << 32);

    /// <summary>The bits of the bytes before the end of the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Inside(int block, int end)
    {
        int left = end - block;
        return left >= Width ? ulong.MaxValue : left <= 0 ? 0 : (1UL << left) - 1;
    }
}
