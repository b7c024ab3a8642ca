namespace DataIngestion.Storage;

/// <summary>A stream that is read once, in order; what it does with the bytes is up to <see cref="Passed"/>.</summary>
internal abstract class ReadOnceStream(Stream source) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw Misuse();

    public override long Position
    {
        get => throw Misuse();
        set => throw Misuse();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = source.Read(buffer);
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }

        Passed(buffer[..read]);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }

        Passed(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw Misuse();

    public override void SetLength(long value) => throw Misuse();

    public override void Write(byte[] buffer, int offset, int count) => throw Misuse();

    /// <summary>Sees what was read; an empty span is the end.</summary>
    protected abstract void Passed(ReadOnlySpan<byte> bytes);

    /// <summary>The exception to throw instead, or null to let it pass.</summary>
    protected virtual Exception? Translate(Exception exception) => null;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException Misuse() => new("The stream is read once, in order.");
}
