using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DataIngestion.Masking;

/// <summary>HMAC-SHA-256 under one key (RFC 2104), its two key blocks taken in once. Immutable and thread-safe.</summary>
internal sealed class KeyedHash
{
    public const int HashBytes = HMACSHA256.HashSizeInBytes;
    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5C;

    private readonly MaskKey _key;
    private readonly uint[] _inner;
    private readonly uint[] _outer;

    public KeyedHash(MaskKey key)
    {
        _key = key;
        Span<byte> block = stackalloc byte[Sha256Lanes.BlockBytes];
        block.Clear();
        if (key.Bytes.Length > block.Length)
        {
            SHA256.HashData(key.Bytes, block);
        }
        else
        {
            key.Bytes.CopyTo(block);
        }

        _inner = StateAfter(block, InnerPad);
        _outer = StateAfter(block, OuterPad);
    }

    /// <summary>The state after the key block of the inner hash.</summary>
    public ReadOnlySpan<uint> Inner => _inner;

    /// <summary>The state after the key block of the outer hash.</summary>
    public ReadOnlySpan<uint> Outer => _outer;

    /// <summary>The hash of one text of any length.</summary>
    public void Hash(ReadOnlySpan<byte> text, Span<byte> hash) => HMACSHA256.HashData(_key.Bytes, text, hash);

    private static uint[] StateAfter(ReadOnlySpan<byte> keyBlock, byte pad)
    {
        Span<byte> padded = stackalloc byte[Sha256Lanes.BlockBytes];
        for (int at = 0; at < padded.Length; at++)
        {
            padded[at] = (byte)(keyBlock[at] ^ pad);
        }

        Span<uint> words = stackalloc uint[Sha256Lanes.BlockWords];
        for (int word = 0; word < words.Length; word++)
        {
            words[word] = BinaryPrimitives.ReadUInt32BigEndian(padded[(word * sizeof(uint))..]);
        }

        return Sha256Lanes.StateAfterFirst(words);
    }
}
