using System.Buffers;
using System.Security.Cryptography;

namespace DataIngestion.Sources;

/// <summary>Hashes and copies all bytes that pass. Disposing it leaves both ends open: decompressors dispose what they read, and the rest must still be drained.</summary>
internal sealed class HashingTee(Stream content, Stream? copy) : Stream
{
    private const int DrainBuffer = 128 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string? _sha256;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public long BytesRead { get; private set; }

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _ended ? 0 : content.Read(buffer);
        Observe(buffer[..count], buffer.Length);
        copy?.Write(buffer[..count]);
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = _ended ? 0 : await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Observe(buffer.Span[..count], buffer.Length);
        if (copy is not null)
        {
            await copy.WriteAsync(buffer[..count], cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads to the end and says what all bytes hash to.</summary>
    public async ValueTask<string> DrainAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(DrainBuffer);
        try
        {
            while (await ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return _sha256 ??= Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Release() => _hash.Dispose();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Observe(ReadOnlySpan<byte> bytes, int asked)
    {
        _ended |= bytes.Length == 0 && asked > 0;
        _hash.AppendData(bytes);
        BytesRead += bytes.Length;
    }
}
