namespace DataIngestion.Storage;

/// <summary>Collects small writes into large ones. Disposing it does nothing: the writer owns the file.</summary>
internal sealed class LocalWriteStream(FileStream file, LocalFileOperations operations, Func<Exception, IngestionException> translate) : Stream
{
    private const int Capacity = 128 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Capacity);
    private int _used;
    private long _position;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _position;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _position += buffer.Length;
        if (buffer.Length > Capacity - _used)
        {
            Flush();
        }

        if (buffer.Length >= Capacity)
        {
            Send(buffer);
            return;
        }

        buffer.CopyTo(_buffer.AsSpan(_used));
        _used += buffer.Length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _position += buffer.Length;
        if (buffer.Length > Capacity - _used)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        if (buffer.Length >= Capacity)
        {
            await SendAsync(buffer, cancellationToken).ConfigureAwait(false);
            return;
        }

        buffer.CopyTo(_buffer.AsMemory(_used));
        _used += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        if (_used > 0)
        {
            Send(_buffer.AsSpan(0, _used));
            _used = 0;
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_used > 0)
        {
            await SendAsync(_buffer.AsMemory(0, _used), cancellationToken).ConfigureAwait(false);
            _used = 0;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            operations.Write(file, bytes);
        }
        catch (Exception exception) when (LocalErrors.IsFileSystem(exception))
        {
            throw translate(exception);
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await operations.WriteAsync(file, bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (LocalErrors.IsFileSystem(exception))
        {
            throw translate(exception);
        }
    }
}
