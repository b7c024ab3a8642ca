using DataIngestion.Storage;

namespace DataIngestion.Csv;

/// <summary>Names the file when its compressed data is broken, and checks at the end that nothing is missing.</summary>
internal sealed class CheckedDecompressionStream(Stream expanded, string path, string format, Action<long> checkEnd) : ReadOnceStream(expanded)
{
    private long _count;

    protected override void Passed(ReadOnlySpan<byte> bytes)
    {
        _count += bytes.Length;
        if (bytes.IsEmpty)
        {
            try
            {
                checkEnd(_count);
            }
            catch (InvalidDataException exception)
            {
                throw Fault(exception);
            }
        }
    }

    protected override Exception? Translate(Exception exception) =>
        exception is InvalidDataException or EndOfStreamException or ZstdSharp.ZstdException ? Fault(exception) : null;

    private SourceException Fault(Exception exception) =>
        new($"'{path}' is not a complete {format} file: {exception.Message}. Deliver it again.", exception) { Origin = path };
}
