using System.Text;

namespace DataIngestion.Validation;

/// <summary>A part of what a program printed. All of it is read, so that the program is not kept waiting.</summary>
internal sealed record BoundedOutput(byte[] Bytes, bool IsCut)
{
    /// <summary>The bytes that are kept of error messages.</summary>
    public const int Tail = 2000;

    /// <summary>As text; of a cut one the first, half character is left out.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes).TrimStart('\uFFFD');

    /// <summary>The first bytes.</summary>
    public static async Task<BoundedOutput> FirstAsync(Stream stream, int most)
    {
        using MemoryStream kept = new();
        long read = await ReadAsync(stream, block => kept.Write(block.Span[..(int)Math.Min(block.Length, most - kept.Length)])).ConfigureAwait(false);
        return new BoundedOutput(kept.ToArray(), read > most);
    }

    /// <summary>The last bytes.</summary>
    public static async Task<BoundedOutput> LastAsync(Stream stream, int most)
    {
        byte[] kept = [];
        long read = await ReadAsync(stream, block =>
        {
            byte[] joined = [.. kept, .. block.Span];
            kept = joined[Math.Max(0, joined.Length - most)..];
        }).ConfigureAwait(false);
        return new BoundedOutput(kept, read > most);
    }

    private static async Task<long> ReadAsync(Stream stream, Action<ReadOnlyMemory<byte>> keep)
    {
        byte[] block = new byte[16 * 1024];
        long all = 0;
        try
        {
            for (int read; (read = await stream.ReadAsync(block).ConfigureAwait(false)) > 0; all += read)
            {
                keep(block.AsMemory(0, read));
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // The program was killed; its end is reported by who waits for it.
            return all;
        }

        return all;
    }
}
