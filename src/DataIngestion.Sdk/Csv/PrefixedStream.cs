using DataIngestion.Storage;

namespace DataIngestion.Csv;

/// <summary>A stream with a few bytes, already read, in front of it.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ReadOnceStream(rest)
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    public override int Read(Span<byte> buffer) => _prefix.Length > 0 ? TakePrefix(buffer) : base.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _prefix.Length > 0 ? new(TakePrefix(buffer.Span)) : base.ReadAsync(buffer, cancellationToken);

    protected override void Passed(ReadOnlySpan<byte> bytes)
    {
    }

    private int TakePrefix(Span<byte> buffer)
    {
        int taken = Math.Min(buffer.Length, _prefix.Length);
        _prefix.Span[..taken].CopyTo(buffer);
        _prefix = _prefix[taken..];
        return taken;
    }
}
