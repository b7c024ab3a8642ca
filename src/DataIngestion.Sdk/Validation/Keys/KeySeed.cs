using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DataIngestion.Validation;

/// <summary>A seed that nobody can foresee, so that no delivery is made to collide.</summary>
internal static class KeySeed
{
    public static long Next()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }
}
