using ZstdSharp;

namespace DataIngestion.Csv;

/// <summary>Names the file when its compressed content is broken.</summary>
internal sealed class CompressedFileStream(Stream decoder, string path) : ForwardStream
{
    public static SourceException Broken(string path, Exception? cause) =>
        new($"{path}: the compressed file is broken or cut short. Get it again from where it came.", cause) { Origin = path };

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return decoder.Read(buffer);
        }
        catch (Exception exception) when (IsBrokenContent(exception))
        {
            throw Broken(path, exception);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await decoder.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsBrokenContent(exception))
        {
            throw Broken(path, exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            decoder.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsBrokenContent(Exception exception) => exception is InvalidDataException or EndOfStreamException or ZstdException;
}
