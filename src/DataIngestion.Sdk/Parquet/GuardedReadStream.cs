namespace DataIngestion.Parquet;

/// <summary>Hands a stream to the native reader and remembers what it threw: across the native border only a text survives.</summary>
internal sealed class GuardedReadStream(Stream inner) : Stream
{
    public Exception? Failure { get; private set; }

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => Guard(static stream => stream.Length);

    public override long Position
    {
        get => Guard(static stream => stream.Position);
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception failure)
        {
            Failure ??= failure;
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin)
    {
        try
        {
            return inner.Seek(offset, origin);
        }
        catch (Exception failure)
        {
            Failure ??= failure;
            throw;
        }
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private long Guard(Func<Stream, long> read)
    {
        try
        {
            return read(inner);
        }
        catch (Exception failure)
        {
            Failure ??= failure;
            throw;
        }
    }
}
