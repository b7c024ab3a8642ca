using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DataIngestion.Csv;

/// <summary>Turns a mask of 64 bytes into the positions of its bits. What it writes after them is of no meaning.</summary>
internal static class PositionWriter
{
    /// <summary>The positions that are written at a time: a loop with a jump for each would often guess wrong when it ends.</summary>
    public const int AtOnce = 16;

    private static ReadOnlySpan<byte> Indices =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
        32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
    ];

    /// <summary>Writes the positions of delimiters and line ends.</summary>
    /// <param name="bytes">The 64 bytes.</param>
    /// <param name="delimiter">What separates fields.</param>
    /// <param name="lineEnd">What ends lines, beside the line feed.</param>
    /// <param name="found">Their mask, or that of the first few of them.</param>
    /// <param name="block">The position of the first byte.</param>
    /// <param name="positions">Where they go.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref byte bytes, byte delimiter, byte lineEnd, ulong found, int block, ref int positions)
    {
        if (Avx512Vbmi2.IsSupported)
        {
            WritePacked(ref bytes, delimiter, lineEnd, BitOperations.PopCount(found), block, ref positions);
        }
        else
        {
            WriteBits(found, block, ref positions);
        }
    }

    internal static void WriteBits(ulong found, int block, ref int positions)
    {
        do
        {
            WriteFour(ref found, block, ref positions);
            WriteFour(ref found, block, ref Unsafe.Add(ref positions, 4));
            positions = ref Unsafe.Add(ref positions, 8);
        }
        while (found != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteFour(ref ulong found, int block, ref int positions)
    {
        positions = block + BitOperations.TrailingZeroCount(found);
        found &= found - 1;
        Unsafe.Add(ref positions, 1) = block + BitOperations.TrailingZeroCount(found);
        found &= found - 1;
        Unsafe.Add(ref positions, 2) = block + BitOperations.TrailingZeroCount(found);
        found &= found - 1;
        Unsafe.Add(ref positions, 3) = block + BitOperations.TrailingZeroCount(found);
        found &= found - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WritePacked(ref byte bytes, byte delimiter, byte lineEnd, int count, int block, ref int positions)
    {
        Vector512<byte> text = Vector512.LoadUnsafe(ref bytes);
        Vector512<byte> ends = Vector512.Equals(text, Vector512.Create((byte)'\n')) | Vector512.Equals(text, Vector512.Create(lineEnd));
        Vector512<byte> wanted = ends | Vector512.Equals(text, Vector512.Create(delimiter));
        Vector512<byte> packed = Avx512Vbmi2.Compress(Vector512<byte>.Zero, wanted, Vector512.Create(Indices));
        Vector512<int> first = Vector512.Create(block);
        (Avx512F.ConvertToVector512Int32(packed.GetLower().GetLower()) + first).StoreUnsafe(ref positions);
        if (count > AtOnce)
        {
            (Avx512F.ConvertToVector512Int32(packed.GetLower().GetUpper()) + first).StoreUnsafe(ref positions, AtOnce);
        }

        if (count > 2 * AtOnce)
        {
            (Avx512F.ConvertToVector512Int32(packed.GetUpper().GetLower()) + first).StoreUnsafe(ref positions, 2 * AtOnce);
            (Avx512F.ConvertToVector512Int32(packed.GetUpper().GetUpper()) + first).StoreUnsafe(ref positions, 3 * AtOnce);
        }
    }
}
