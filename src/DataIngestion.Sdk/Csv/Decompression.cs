using System.IO.Compression;

namespace DataIngestion.Csv;

/// <summary>Recognises gzip and Zstandard by their first bytes, whatever a file is called.</summary>
internal static class Decompression
{
    private static readonly byte[] GzipMagic = [0x1f, 0x8b];
    private static readonly byte[] ZstandardMagic = [0x28, 0xb5, 0x2f, 0xfd];

    public static Stream Open(Stream original, string path)
    {
        byte[] start = new byte[4];
        int read = original.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        PrefixedStream whole = new(start.AsMemory(0, read), original);
        if (start.AsSpan(0, read).StartsWith(GzipMagic))
        {
            GzipTail tail = new(whole);
            return new CheckedDecompressionStream(new GZipStream(tail, CompressionMode.Decompress), path, "gzip", tail.Check);
        }

        return start.AsSpan(0, read).StartsWith(ZstandardMagic)
            ? new CheckedDecompressionStream(new ZstdSharp.DecompressionStream(whole, checkEndOfStream: true), path, "Zstandard", _ => { })
            : whole;
    }
}
