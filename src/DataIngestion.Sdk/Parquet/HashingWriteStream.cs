using System.Security.Cryptography;

namespace DataIngestion.Parquet;

/// <summary>Stands between the native writer and the store: counts and hashes what passes, and remembers what the store threw.</summary>
internal sealed class HashingWriteStream(Stream inner) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _written;

    public Exception? Failure { get; private set; }

    /// <summary>The native writer writes a footer even when it is abandoned; that must not reach the store.</summary>
    public bool Abandoned { get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _written += buffer.Length;
        if (Abandoned || Failure is not null)
        {
            return;
        }

        try
        {
            inner.Write(buffer);
            _hash.AppendData(buffer);
        }
        catch (Exception failure)
        {
            Failure = failure;
            throw;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
