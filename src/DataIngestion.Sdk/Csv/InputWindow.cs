using System.Text;

namespace DataIngestion.Csv;

/// <summary>The part of the text that is in memory; it grows for long records.</summary>
internal sealed class InputWindow(Stream utf8, string origin, CsvLimits limits) : IAsyncDisposable
{
    private byte[] _buffer = new byte[limits.WindowBytes + StructuralMask.Width];

    public byte[] Buffer => _buffer;

    public int Start { get; private set; }

    public int End { get; private set; }

    public int RecordBytes => limits.RecordBytes;

    /// <summary>Nothing follows what is in memory.</summary>
    public bool IsFinal { get; private set; }

    public void Advance(int position) => Start = position;

    /// <summary>Reads on until the window is full or the text ends.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        while (!IsFinal && End < _buffer.Length - StructuralMask.Width)
        {
            Memory<byte> room = _buffer.AsMemory(End, _buffer.Length - StructuralMask.Width - End);
            int read = await GuardAsync(origin, () => utf8.ReadAsync(room, cancellationToken)).ConfigureAwait(false);
            End += read;
            IsFinal = read == 0;
        }
    }

    /// <summary>Whether one record fills the window as far as it may grow.</summary>
    public bool IsExhausted => !IsFinal && End - Start >= limits.RecordBytes;

    /// <summary>Names the file when it cannot be read or decoded.</summary>
    public static async ValueTask<T> GuardAsync<T>(string origin, Func<ValueTask<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (DecoderFallbackException exception)
        {
            throw new SourceException(
                $"{origin}: the file holds bytes that its encoding does not have. Declare the right Encoding or have the file written anew.",
                exception)
            {
                Origin = origin,
            };
        }
        catch (IOException exception)
        {
            throw new SourceException($"{origin}: the file could not be read: {exception.Message}", exception) { Origin = origin };
        }
    }

    /// <summary>Frees the decoder; the content below it stays open.</summary>
    public ValueTask DisposeAsync() => utf8.DisposeAsync();

    private void MakeRoom()
    {
        int kept = End - Start;
        byte[] target = _buffer;
        if (kept > (_buffer.Length - StructuralMask.Width) / 2)
        {
            // Doubling keeps the work of a long record linear, although each fill reads it from its start.
            int capacity = (int)Math.Min(Math.Max(limits.RecordBytes, limits.WindowBytes), 2L * (_buffer.Length - StructuralMask.Width));
            target = new byte[capacity + StructuralMask.Width];
        }

        _buffer.AsSpan(Start, kept).CopyTo(target);
        _buffer = target;
        Start = 0;
        End = kept;
    }
}
