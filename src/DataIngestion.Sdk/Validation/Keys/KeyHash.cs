using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataIngestion.Validation;

/// <summary>Spreads keys over partitions and slots. The seed keeps crafted keys from filling one stretch of a table.</summary>
/// <remarks>Of the 64 bits, each depth of partitions takes the next eight from the top, and slots take the 32 after those.</remarks>
internal readonly struct KeyHash(long seed)
{
    public const int MaxDepth = 3;
    private const ulong Odd = 0x9E3779B97F4A7C15;
    private readonly ulong _low = (ulong)seed;
    private readonly ulong _high = BitOperations.RotateLeft((ulong)seed, 29) ^ Odd;

    // Folds a 64 by 64 bit product; the second product brings every bit to the top.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(in KeyEntry key)
    {
        ulong high = Math.BigMul(key.Low ^ _low, key.High ^ _high, out ulong low);
        ulong mixed = (high ^ low) * Odd;
        return mixed ^ (mixed >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Partition(ulong hash, int depth) => (int)(hash >> (56 - (depth * 8))) & 0xFF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Slot(ulong hash, int depth) => (uint)((hash << ((depth + 1) * 8)) >> 32);
}
