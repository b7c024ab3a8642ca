namespace DataIngestion.Csv;

/// <summary>Reads gzip and zstd by what a file holds, not by its name.</summary>
internal static class Decompression
{
    private static readonly byte[] Gzip = [0x1F, 0x8B];
    private static readonly byte[] Zstd = [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>The decompressed content, or the content itself. The result owns the original.</summary>
    public static Stream Open(Stream original, string path)
    {
        byte[] head = new byte[Zstd.Length];
        int read = original.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        ReadOnlyMemory<byte> start = head.AsMemory(0, read);
        if (IsCutShort(start.Span))
        {
            throw CompressedFileStream.Broken(path, null);
        }

        if (start.Span.StartsWith(Gzip))
        {
            return new CompressedFileStream(new CompleteGzipStream(Restore(original, start)), path);
        }

        return start.Span.StartsWith(Zstd)
            ? new CompressedFileStream(new ZstdSharp.DecompressionStream(Restore(original, start), leaveOpen: false), path)
            : Restore(original, start);
    }

    private static Stream Restore(Stream original, ReadOnlyMemory<byte> read)
    {
        if (!original.CanSeek)
        {
            return new PrefixedStream(read, original, leaveOpen: false);
        }

        original.Seek(-read.Length, SeekOrigin.Current);
        return original;
    }

    // A single '(' is the start of zstd too, but it is a text as well.
    private static bool IsCutShort(ReadOnlySpan<byte> file) =>
        file is not ([] or [(byte)'(']) && (IsStartOf(Gzip, file) || IsStartOf(Zstd, file));

    private static bool IsStartOf(ReadOnlySpan<byte> magic, ReadOnlySpan<byte> file) =>
        file.Length < magic.Length && magic.StartsWith(file);
}
