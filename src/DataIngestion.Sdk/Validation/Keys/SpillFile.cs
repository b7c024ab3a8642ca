using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataIngestion.Validation;

/// <summary>One temporary file of pieces of equal size, which are used again once released. Thread-safe.</summary>
/// <remarks>Only the owner may read it. It has no name after it was opened where the system allows that, so that not even a killed process leaves it behind.</remarks>
internal sealed class SpillFile : IDisposable
{
    private const int SmallestPiece = 170;
    private const int LargestPiece = 10_922;
    private readonly Lock _lock = new();
    private readonly Stack<long> _free = [];
    private readonly string _folder;
    private FileStream? _stream;
    private long _length;

    public SpillFile(KeyIndexOptions options)
    {
        _folder = options.SpillFolder ?? Path.GetTempPath();
        PieceLength = (int)Math.Clamp(options.MemoryBudget / 8192 / KeyEntry.Size, SmallestPiece, LargestPiece);
    }

    /// <summary>The entries of a piece: 4 KB to 256 KB, so that one piece for each partition takes a thirty-second of the memory.</summary>
    public int PieceLength { get; }

    /// <summary>The open file, or null while nothing was spilled.</summary>
    public SafeFileHandle? Handle => _stream?.SafeFileHandle;

    public long Write(ReadOnlySpan<KeyEntry> piece)
    {
        try
        {
            (SafeFileHandle file, long offset) = Place();
            RandomAccess.Write(file, MemoryMarshal.AsBytes(piece), offset);
            return offset;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure("written to", exception);
        }
    }

    public void Read(long offset, Span<KeyEntry> piece)
    {
        try
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(piece);
            for (int read = 0; read < bytes.Length;)
            {
                int now = RandomAccess.Read(_stream!.SafeFileHandle, bytes[read..], offset + read);
                read += now > 0 ? now : throw new EndOfStreamException("The file is shorter than what was written to it.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure("read from", exception);
        }
    }

    public void Release(long offset)
    {
        lock (_lock)
        {
            _free.Push(offset);
        }
    }

    public void Dispose() => _stream?.Dispose();

    private (SafeFileHandle File, long Offset) Place()
    {
        lock (_lock)
        {
            _stream ??= Open();
            if (_free.TryPop(out long free))
            {
                return (_stream.SafeFileHandle, free);
            }

            long offset = _length;
            _length += (long)PieceLength * KeyEntry.Size;
            return (_stream.SafeFileHandle, offset);
        }
    }

    private FileStream Open()
    {
        string path = Path.Combine(_folder, $"keys-{Guid.NewGuid():N}.spill");
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (OperatingSystem.IsWindows())
        {
            options.Options = FileOptions.DeleteOnClose;
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream stream = new(path, options);
        try
        {
            File.Delete(path);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private IngestionException Failure(string done, Exception cause) => new(
        $"Spilled keys could not be {done} the folder '{_folder}': {cause.Message} Make space there or allow writing to it, name another folder for spilled keys, or allow more memory for keys.", cause)
    {
        Origin = _folder,
    };
}
