using System.Text;

namespace DataIngestion.Csv;

/// <summary>The part of the text that is in memory; it grows for long records.</summary>
internal sealed class InputWindow(Stream utf8, string origin, CsvLimits limits, ChunkPool pool) : IAsyncDisposable
{
    /// <summary>The readable bytes before the text, so that views are loaded from where their length goes.</summary>
    public const int Before = 16;

    /// <summary>The readable bytes after the text.</summary>
    public const int After = StructuralMask.Width;

    private byte[] _buffer = new byte[Before + limits.WindowBytes + After];

    public byte[] Buffer => _buffer;

    public int Start { get; private set; } = Before;

    public int End { get; private set; } = Before;

    public int RecordBytes => limits.RecordBytes;

    /// <summary>Nothing follows what is in memory.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Whether one record fills the window as far as it may grow.</summary>
    public bool IsExhausted => !IsFinal && End - Start >= limits.RecordBytes;

    private int Capacity => _buffer.Length - Before - After;

    public void Advance(int position) => Start = position;

    /// <summary>Reads on until the window, which is made larger when need be, is full or the text ends.</summary>
    public async ValueTask FillAsync(int capacity, CancellationToken cancellationToken)
    {
        if (!IsFinal)
        {
            MakeRoom(capacity);
        }

        while (!IsFinal && End < _buffer.Length - After)
        {
            Memory<byte> room = _buffer.AsMemory(End, _buffer.Length - After - End);
            int read = await GuardAsync(origin, () => utf8.ReadAsync(room, cancellationToken)).ConfigureAwait(false);
            End += read;
            IsFinal = read == 0;
        }
    }

    /// <summary>Gives the buffer away and goes on in another one with what lies after the position.</summary>
    public byte[] Detach(int position)
    {
        byte[] detached = _buffer;
        int kept = End - position;
        _buffer = IsFinal && kept == 0 ? new byte[Before + After] : pool.RentText(Math.Max(limits.ChunkBytes, kept));
        detached.AsSpan(position, kept).CopyTo(_buffer.AsSpan(Before));
        Start = Before;
        End = Before + kept;
        return detached;
    }

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

    private void MakeRoom(int wanted)
    {
        int kept = End - Start;
        int capacity = Math.Max(wanted, Capacity);
        if (kept == capacity)
        {
            // Doubling keeps the work of a long record linear, although each fill reads it from its start.
            capacity = (int)Math.Min(Math.Max(limits.RecordBytes, capacity), 2L * capacity);
        }

        byte[] target = capacity == Capacity ? _buffer : pool.RentText(capacity);
        _buffer.AsSpan(Start, kept).CopyTo(target.AsSpan(Before));
        if (target != _buffer)
        {
            pool.Return(_buffer);
            _buffer = target;
        }

        Start = Before;
        End = Before + kept;
    }
}
