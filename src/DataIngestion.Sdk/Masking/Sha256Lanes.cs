using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DataIngestion.Masking;

/// <summary>The compression function of SHA-256 (FIPS 180-4, 6.2.2) for eight independent messages at once, one in each lane.</summary>
/// <remarks>The platform hashes one message at a time and takes longer to begin one than to hash it; short texts come by the million.</remarks>
internal static class Sha256Lanes
{
    public const int Lanes = 8;
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
        Span<Vector256<uint>> words = stackalloc Vector256<uint>[BlockWords];
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[StateWords];
        Broadcast(block, words);
        Broadcast(Initial, state);
        Compress(state, words);
        uint[] after = new uint[StateWords];
        for (int word = 0; word < after.Length; word++)
        {
            after[word] = state[word].ToScalar();
        }

        return after;
    }

    public static void Broadcast(ReadOnlySpan<uint> values, Span<Vector256<uint>> lanes)
    {
        for (int at = 0; at < values.Length; at++)
        {
            lanes[at] = Vector256.Create(values[at]);
        }
    }

    /// <summary>Takes one block into each lane's state. The words of the block are overwritten by the message schedule.</summary>
    public static void Compress(Span<Vector256<uint>> state, Span<Vector256<uint>> words)
    {
        Vector256<uint> a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<uint> word = words[round & (BlockWords - 1)];
            if (round >= BlockWords)
            {
                word = Scheduled(words, round);
                words[round & (BlockWords - 1)] = word;
            }

            Vector256<uint> choice = (e & f) ^ Vector256.AndNot(g, e);
            Vector256<uint> majority = (a & b) | (c & (a | b));
            Vector256<uint> first = h + Sum(e, 6, 11, 25) + choice + Vector256.Create(RoundConstants[round]) + word;
            Vector256<uint> second = Sum(a, 2, 13, 22) + majority;
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Scheduled(Span<Vector256<uint>> words, int round)
    {
        Vector256<uint> after = words[(round + 1) & (BlockWords - 1)];
        Vector256<uint> last = words[(round + 14) & (BlockWords - 1)];
        Vector256<uint> small = Rotate(after, 7) ^ Rotate(after, 18) ^ (after >>> 3);
        Vector256<uint> large = Rotate(last, 17) ^ Rotate(last, 19) ^ (last >>> 10);
        return words[round & (BlockWords - 1)] + small + words[(round + 9) & (BlockWords - 1)] + large;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Sum(Vector256<uint> value, [ConstantExpected] byte first, [ConstantExpected] byte second, [ConstantExpected] byte third) =>
        Rotate(value, first) ^ Rotate(value, second) ^ Rotate(value, third);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotate(Vector256<uint> value, [ConstantExpected] byte right) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(value, right) : (value >>> right) | (value << (32 - right));
}
