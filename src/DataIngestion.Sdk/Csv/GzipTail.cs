using System.Buffers.Binary;
using DataIngestion.Storage;

namespace DataIngestion.Csv;

/// <summary>Remembers the last bytes that passed: .NET's gzip reader takes some files that are cut inside or before their trailer for complete ones.</summary>
internal sealed class GzipTail(Stream source) : ReadOnceStream(source)
{
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;
    private readonly byte[] _last = new byte[TrailerLength];
    private long _count;

    /// <summary>The trailer of the last member holds the length of what that member expands to, modulo 2^32; it is what the last member expanded to.</summary>
    public void Check(long expanded)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_last.AsSpan(4));
        if (_count < HeaderLength + TrailerLength || (expanded <= uint.MaxValue && length > expanded))
        {
            throw new InvalidDataException("the end of the compressed data is missing");
        }
    }

    protected override void Passed(ReadOnlySpan<byte> bytes)
    {
        _count += bytes.Length;
        ReadOnlySpan<byte> tail = bytes.Length > TrailerLength ? bytes[^TrailerLength..] : bytes;
        _last.AsSpan(tail.Length).CopyTo(_last);
        tail.CopyTo(_last.AsSpan(TrailerLength - tail.Length));
    }
}
