using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

/// <summary>A string column of keyed hashes in hexadecimal digits. Values are appended in the order of the rows, the missing ones left out.</summary>
internal sealed class HashedColumn
{
    public const int HexDigits = 2 * KeyedHash.HashBytes;

    // A block holds the text, the bit that ends it and its length in bits.
    private const int LongestInBlock = Sha256Lanes.BlockBytes - sizeof(ulong) - 1;

    private readonly KeyedHash _hash;
    private readonly bool _inLanes;
    private readonly ArrowBuffer.Builder<byte> _hex;
    private readonly uint[] _words = new uint[Sha256Lanes.BlockWords * Sha256Lanes.Lanes];
    private readonly int[] _places = new int[Sha256Lanes.Lanes];
    private int _filled;
    private int _next;

    public HashedColumn(KeyedHash hash, int values, bool inLanes)
    {
        _hash = hash;
        _inLanes = inLanes;
        _hex = ColumnBuffer.Of<byte>(checked(HexDigits * values));
    }

    public void Append(ReadOnlySpan<byte> text)
    {
        int place = _next++;
        if (!_inLanes || text.Length > LongestInBlock)
        {
            Span<byte> hash = stackalloc byte[KeyedHash.HashBytes];
            _hash.Hash(text, hash);
            Write(hash, place);
            return;
        }

        Fill(text, _filled);
        _places[_filled++] = place;
        if (_filled == Sha256Lanes.Lanes)
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

    private void Fill(ReadOnlySpan<byte> text, int lane)
    {
        Span<byte> block = stackalloc byte[Sha256Lanes.BlockBytes];
        block.Clear();
        text.CopyTo(block);
        block[text.Length] = 0x80;
        BinaryPrimitives.WriteInt32BigEndian(block[^sizeof(int)..], 8 * (Sha256Lanes.BlockBytes + text.Length));
        for (int word = 0; word < Sha256Lanes.BlockWords; word++)
        {
            _words[(word * Sha256Lanes.Lanes) + lane] = BinaryPrimitives.ReadUInt32BigEndian(block[(word * sizeof(uint))..]);
        }
    }

    private void Flush()
    {
        if (_filled == 0)
        {
            return;
        }

        Span<Vector256<uint>> words = MemoryMarshal.Cast<uint, Vector256<uint>>(_words.AsSpan());
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[Sha256Lanes.StateWords];
        Sha256Lanes.Broadcast(_hash.Inner, state);
        Sha256Lanes.Compress(state, words);

        // The outer message is the inner hash, after the key block.
        state.CopyTo(words);
        words[Sha256Lanes.StateWords..].Clear();
        words[Sha256Lanes.StateWords] = Vector256.Create(0x80000000u);
        words[^1] = Vector256.Create(8u * (Sha256Lanes.BlockBytes + KeyedHash.HashBytes));
        Sha256Lanes.Broadcast(_hash.Outer, state);
        Sha256Lanes.Compress(state, words);
        Write(MemoryMarshal.Cast<Vector256<uint>, uint>(state));
        _filled = 0;
    }

    private void Write(ReadOnlySpan<uint> states)
    {
        Span<byte> hash = stackalloc byte[KeyedHash.HashBytes];
        for (int lane = 0; lane < _filled; lane++)
        {
            for (int word = 0; word < Sha256Lanes.StateWords; word++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(hash[(word * sizeof(uint))..], states[(word * Sha256Lanes.Lanes) + lane]);
            }

            Write(hash, _places[lane]);
        }
    }

    private void Write(ReadOnlySpan<byte> hash, int place) =>
        Convert.TryToHexStringLower(hash, _hex.Span.Slice(place * HexDigits, HexDigits), out _);
}
