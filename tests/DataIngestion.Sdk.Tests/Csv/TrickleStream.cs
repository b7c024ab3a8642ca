namespace DataIngestion.Csv;

/// <summary>Gives at most a few bytes per read and cannot seek, as a network does.</summary>
internal sealed class TrickleStream(byte[] content, int seed, int most) : ForwardStream
{
    private readonly Random _random = new(seed);
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(buffer.Length, content.Length - _position), _random.Next(1, most + 1));
        content.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
}
