namespace DataIngestion.Csv;

/// <summary>A window over the input that grows with the longest record.</summary>
internal sealed class CsvBuffer(Stream content, string origin)
{
    public const int MaximumRecordBytes = 64 << 20;
    private const int InitialBytes = 1 << 18;

    private byte[] _bytes = new byte[InitialBytes];
    private int _end;

    public int Position { get; set; }

    public bool IsLast { get; private set; }

    public ReadOnlySpan<byte> Data => _bytes.AsSpan(0, _end);

    public bool IsEmpty => IsLast && Position == _end;

    /// <summary>Drops what is before the position and reads more.</summary>
    public async ValueTask FillAsync(long record, CancellationToken cancellationToken)
    {
        _bytes.AsSpan(Position, _end - Position).CopyTo(_bytes);
        (_end, Position) = (_end - Position, 0);
        if (_end == _bytes.Length)
        {
            Grow(record);
        }

        int read = await content.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        IsLast = read == 0;
        _end += read;
    }

    private void Grow(long record)
    {
        if (_bytes.Length >= MaximumRecordBytes)
        {
            throw new SourceException(
                $"Row {record} of '{origin}' is longer than {MaximumRecordBytes >> 20} MiB: a quote is probably not closed. Correct the file or declare another quote character.")
            {
                Origin = origin,
                Row = record,
            };
        }

        System.Array.Resize(ref _bytes, _bytes.Length * 2);
    }
}
