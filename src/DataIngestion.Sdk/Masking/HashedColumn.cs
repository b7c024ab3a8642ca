using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

/// <summary>A string column of keyed hashes in hexadecimal digits. Values are appended in the order of the rows, the missing ones left out.</summary>
/// <remarks>A short text is one block after the key's, so many are hashed at once; longer ones are left to the platform one by one.</remarks>
internal sealed class HashedColumn
{
    private const int HexDigits = 2 * KeyedHash.HashBytes;

    // A block holds the text, the bit that ends it and its length in bits.
    private const int LongestInBlock = Sha256Lanes.BlockBytes - sizeof(ulong) - 1;
    private const byte End = 0x80;

    private readonly KeyedHash _hash;
    private readonly int _lanes;
    private readonly ArrowBuffer.Builder<byte> _hex;
    private readonly byte[] _blocks;
    private readonly int[] _places;
    private int _filled;
    private int _next;

    /// <summary>Makes room for a number of values, hashed in 16 or 8 lanes or, with 0, one by one.</summary>
    public HashedColumn(KeyedHash hash, int values, int lanes)
    {
        (_hash, _lanes) = (hash, lanes);
        _hex = ColumnBuffer.Of<byte>(checked(HexDigits * values));
        _blocks = new byte[lanes * Sha256Lanes.BlockBytes];
        _places = new int[lanes];
    }

    /// <summary>The lanes that this processor works on at once.</summary>
    public static int BestLanes => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 0;

    public void Append(ReadOnlySpan<byte> text)
    {
        int place = _next++;
        if (_lanes == 0 || text.Length > LongestInBlock)
        {
            Span<byte> hash = stackalloc byte[KeyedHash.HashBytes];
            _hash.Hash(text, hash);
            Write(hash, _hex.Span, place);
            return;
        }

        Span<byte> block = _blocks.AsSpan(_filled * Sha256Lanes.BlockBytes, Sha256Lanes.BlockBytes);
        block.Clear();
        text.CopyTo(block);
        block[text.Length] = End;
        BinaryPrimitives.WriteInt32BigEndian(block[^sizeof(int)..], 8 * (Sha256Lanes.BlockBytes + text.Length));
        _places[_filled++] = place;
        if (_filled == _lanes)
        {
            Flush();
        }
    }

    /// <summary>The column, with the validity of the array that was hashed.</summary>
    public ArrayData Build(IArrowArray array)
    {
        Flush();
        Validity validity = new(array);
        ArrowBuffer.Builder<int> offsets = ColumnBuffer.Of<int>(array.Length + 1);
        Span<int> ends = offsets.Span;
        ends[0] = 0;
        for (int row = 0; row < array.Length; row++)
        {
            ends[row + 1] = ends[row] + (validity[row] ? HexDigits : 0);
        }

        return new ArrayData(StringType.Default, array.Length, array.NullCount, 0, (ArrowBuffer[])[validity.ToBuffer(), offsets.Build(), _hex.Build()], []);
    }

    private void Flush()
    {
        if (_filled == 0)
        {
            return;
        }

        if (_lanes == 16)
        {
            Flush<SixteenLanes>();
        }
        else
        {
            Flush<EightLanes>();
        }

        _filled = 0;
    }

    private void Flush<T>()
        where T : unmanaged, ILaneVector<T>
    {
        Span<T> words = stackalloc T[Sha256Lanes.BlockWords];
        Span<T> state = stackalloc T[Sha256Lanes.StateWords];
        ToLanes(_blocks, MemoryMarshal.Cast<T, uint>(words));
        Sha256Lanes.Broadcast(_hash.Inner, state);
        Sha256Lanes.Compress(state, words);

        // The outer message is the inner hash, after the key block.
        state.CopyTo(words);
        words[Sha256Lanes.StateWords..].Clear();
        words[Sha256Lanes.StateWords] = T.Create((uint)End << 24);
        words[^1] = T.Create(8u * (Sha256Lanes.BlockBytes + KeyedHash.HashBytes));
        Sha256Lanes.Broadcast(_hash.Outer, state);
        Sha256Lanes.Compress(state, words);
        Write(MemoryMarshal.Cast<T, uint>(state));
    }

    private static void ToLanes(ReadOnlySpan<byte> blocks, Span<uint> words)
    {
        ReadOnlySpan<uint> rows = MemoryMarshal.Cast<byte, uint>(blocks);
        int lanes = words.Length / Sha256Lanes.BlockWords;
        for (int lane = 0; lane < lanes; lane++)
        {
            ReadOnlySpan<uint> block = rows.Slice(lane * Sha256Lanes.BlockWords, Sha256Lanes.BlockWords);
            for (int word = 0; word < block.Length; word++)
            {
                words[(word * lanes) + lane] = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(block[word]) : block[word];
            }
        }
    }

    private void Write(ReadOnlySpan<uint> state)
    {
        Span<byte> hash = stackalloc byte[KeyedHash.HashBytes];
        Span<byte> hex = _hex.Span;
        for (int lane = 0; lane < _filled; lane++)
        {
            for (int word = 0; word < Sha256Lanes.StateWords; word++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(hash[(word * sizeof(uint))..], state[(word * _lanes) + lane]);
            }

            Write(hash, hex, _places[lane]);
        }
    }

    private static void Write(ReadOnlySpan<byte> hash, Span<byte> hex, int place) =>
        Convert.TryToHexStringLower(hash, hex.Slice(place * HexDigits, HexDigits), out _);
}
