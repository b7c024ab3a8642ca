namespace DataIngestion.Storage;

/// <summary>Passes writes on and says which store path they were for when the disk refuses them.</summary>
internal sealed class GuardedWriteStream(FileStream file, string path) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException("A store object is written from its first byte to its last.");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        FailPoint.Hit("store.write", path);
        try
        {
            file.Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw LocalFailure.Of(path, "write", exception);
        }
    }

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is for writing.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A store object is written from its first byte to its last.");

    public override void SetLength(long value) => throw new NotSupportedException("A store object is written from its first byte to its last.");
}
