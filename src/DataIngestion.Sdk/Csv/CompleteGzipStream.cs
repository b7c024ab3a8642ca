using System.IO.Compression;

namespace DataIngestion.Csv;

/// <summary>Decompresses gzip, of any number of members, and fails when the file ends too early or holds something else after them.</summary>
/// <remarks>
/// <see cref="GZipStream"/> takes the end of a truncated file for the end of its content. So one known member is put after the last byte:
/// only if everything before it is complete does its content come out, as the last thing.
/// </remarks>
internal sealed class CompleteGzipStream : ForwardStream
{
    private static readonly byte[] Seal = "1f6d0c1e-56a8-4b8e-9d43-7a2b0f5e6c91"u8.ToArray();
    private static readonly byte[] SealMember = Compress(Seal);

    private readonly GZipStream _members;
    private readonly byte[] _held = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    public CompleteGzipStream(Stream compressed) => _members = new GZipStream(new SealedStream(compressed), CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        while (!_ended && _end - _start <= Seal.Length)
        {
            Took(_members.Read(_held.AsSpan(Compact())));
        }

        return Give(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_ended && _end - _start <= Seal.Length)
        {
            Took(await _members.ReadAsync(_held.AsMemory(Compact()), cancellationToken).ConfigureAwait(false));
        }

        return Give(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _members.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] content)
    {
        using MemoryStream member = new();
        using (GZipStream gzip = new(member, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return member.ToArray();
    }

    private int Compact()
    {
        _held.AsSpan(_start, _end - _start).CopyTo(_held);
        _end -= _start;
        _start = 0;
        return _end;
    }

    private void Took(int count)
    {
        _end += count;
        _ended = count == 0;
    }

    private int Give(Span<byte> buffer)
    {
        if (_ended && !_held.AsSpan(_start, _end - _start).EndsWith(Seal))
        {
            throw new InvalidDataException("The gzip file ends before its content does.");
        }

        int count = Math.Min(buffer.Length, _end - _start - Seal.Length);
        _held.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    private sealed class SealedStream(Stream compressed) : ForwardStream
    {
        private int _sealed = -1;

        public override int Read(Span<byte> buffer)
        {
            int read = _sealed < 0 ? compressed.Read(buffer) : 0;
            return read > 0 || buffer.IsEmpty ? read : GiveSeal(buffer);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = _sealed < 0 ? await compressed.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) : 0;
            return read > 0 || buffer.IsEmpty ? read : GiveSeal(buffer.Span);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                compressed.Dispose();
            }

            base.Dispose(disposing);
        }

        private int GiveSeal(Span<byte> buffer)
        {
            _sealed = Math.Max(_sealed, 0);
            int count = Math.Min(buffer.Length, SealMember.Length - _sealed);
            SealMember.AsSpan(_sealed, count).CopyTo(buffer);
            _sealed += count;
            return count;
        }
    }
}
