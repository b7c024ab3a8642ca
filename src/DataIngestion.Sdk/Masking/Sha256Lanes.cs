using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Masking;

/// <summary>The compression function of SHA-256 (FIPS 180-4, 6.2.2) for several independent messages at once, one in each lane.</summary>
/// <remarks>The platform hashes one message at a time and takes longer to begin one than to hash it; short texts come by the million.</remarks>
internal static class Sha256Lanes
{
    public const int BlockBytes = 64;
    public const int BlockWords = BlockBytes / sizeof(uint);
    public const int StateWords = 8;
    private const int Rounds = 64;

    private static ReadOnlySpan<uint> Initial =>
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];

    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The state after one first block.</summary>
    public static uint[] StateAfterFirst(ReadOnlySpan<uint> block)
    {
        Span<EightLanes> words = stackalloc EightLanes[BlockWords];
        Span<EightLanes> state = stackalloc EightLanes[StateWords];
        Broadcast(block, words);
        Broadcast(Initial, state);
        Compress(state, words);
        ReadOnlySpan<uint> lanes = MemoryMarshal.Cast<EightLanes, uint>(state);
        uint[] after = new uint[StateWords];
        for (int word = 0; word < after.Length; word++)
        {
            after[word] = lanes[word * (lanes.Length / StateWords)];
        }

        return after;
    }

    public static void Broadcast<T>(ReadOnlySpan<uint> values, Span<T> lanes)
        where T : unmanaged, ILaneVector<T>
    {
        for (int at = 0; at < values.Length; at++)
        {
            lanes[at] = T.Create(values[at]);
        }
    }

    /// <summary>Takes one block into each lane's state. The words of the block are overwritten by the message schedule.</summary>
    public static void Compress<T>(Span<T> state, Span<T> words)
        where T : unmanaged, ILaneVector<T>
    {
        (T a, T b, T c, T d, T e, T f, T g, T h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (int round = 0; round < Rounds; round++)
        {
            T word = words[round & (BlockWords - 1)];
            if (round >= BlockWords)
            {
                word = Scheduled(words, round);
                words[round & (BlockWords - 1)] = word;
            }

            T first = h + Sum(e, 6, 11, 25) + T.Select(e, f, g) + (T.Create(RoundConstants[round]) + word);

            // The majority: where a and b differ c decides, else both do.
            T second = Sum(a, 2, 13, 22) + T.Select(a ^ b, c, b);
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        Add(state, [a, b, c, d, e, f, g, h]);
    }

    private static void Add<T>(Span<T> state, ReadOnlySpan<T> more)
        where T : unmanaged, ILaneVector<T>
    {
        for (int word = 0; word < state.Length; word++)
        {
            state[word] += more[word];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Scheduled<T>(Span<T> words, int round)
        where T : unmanaged, ILaneVector<T>
    {
        T after = words[(round + 1) & (BlockWords - 1)];
        T last = words[(round + 14) & (BlockWords - 1)];
        T small = T.RotateRight(after, 7) ^ T.RotateRight(after, 18) ^ T.ShiftRight(after, 3);
        T large = T.RotateRight(last, 17) ^ T.RotateRight(last, 19) ^ T.ShiftRight(last, 10);
        return words[round & (BlockWords - 1)] + small + words[(round + 9) & (BlockWords - 1)] + large;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum<T>(T value, [ConstantExpected] byte first, [ConstantExpected] byte second, [ConstantExpected] byte third)
        where T : unmanaged, ILaneVector<T> =>
        T.RotateRight(value, first) ^ T.RotateRight(value, second) ^ T.RotateRight(value, third);
}
