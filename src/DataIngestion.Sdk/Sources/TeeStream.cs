using System.Security.Cryptography;
using DataIngestion.Storage;

namespace DataIngestion.Sources;

/// <summary>Reads a file and gives every byte to a hash and, where there is one, to the raw copy.</summary>
internal sealed class TeeStream(Stream source, string origin, IncrementalHash hash, Stream? copy) : ReadOnceStream(source)
{
    public long Count { get; private set; }

    protected override void Passed(ReadOnlySpan<byte> bytes)
    {
        FailPoint.Hit("source.read", origin);
        hash.AppendData(bytes);
        copy?.Write(bytes);
        Count += bytes.Length;
    }

    protected override Exception? Translate(Exception exception) => exception is IOException
        ? new SourceException($"'{origin}' cannot be read: {exception.Message}", exception) { Origin = origin }
        : null;
}
