namespace DataIngestion.Storage;

/// <summary>Collects small writes into large ones. Disposing it does nothing: the writer owns the file.</summary>
internal sealed class LocalWriteStream(FileStream file, LocalFileOperations operations, Func<Exception, IngestionException> translate) : Stream
{
    private const int Capacity = 128 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Capacity);
    private int _used;
    private bool _sending;
    private long _position;

    /// <summary>A write failed, so the file may hold any part of it.</summary>
    public bool HasFailed => _sending;

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

    // Files have no asynchronous writes: the framework has another thread of the pool wait instead, and two of them are woken for each block.
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
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

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flush();
        return Task.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Send(ReadOnlySpan<byte> bytes)
    {
        BeginSending();
        try
        {
            operations.Write(file, bytes);
            _sending = false;
        }
        catch (Exception exception) when (LocalErrors.IsFileSystem(exception))
        {
            throw translate(exception);
        }
    }

    private void BeginSending()
    {
        if (_sending)
        {
            throw translate(new IOException("an earlier write to it failed"));
        }

        _sending = true;
    }
}
