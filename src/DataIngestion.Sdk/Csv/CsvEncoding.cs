using System.Text;

namespace DataIngestion.Csv;

/// <summary>Finds the encoding and gives the content as UTF-8 without a byte order mark.</summary>
internal static class CsvEncoding
{
    private static readonly (byte[] Mark, string Name)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], "utf-8"),
        ([0xFF, 0xFE], "utf-16"),
        ([0xFE, 0xFF], "utf-16BE"),
    ];

    public static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The content as UTF-8 and the name of what it was.</summary>
    public static async ValueTask<(Stream Utf8, string Name)> OpenAsync(Stream content, string? declared, CancellationToken cancellationToken)
    {
        byte[] start = new byte[3];
        int read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        foreach ((byte[] mark, string name) in Marks)
        {
            if (start.AsSpan(0, read).StartsWith(mark))
            {
                return (ToUtf8(new PrefixedStream(start.AsMemory(mark.Length, read - mark.Length), content), name), name + " (byte order mark)");
            }
        }

        string encoding = declared ?? "utf-8";
        return (ToUtf8(new PrefixedStream(start.AsMemory(0, read), content), encoding), encoding);
    }

    // UTF-8 is not transcoded: invalid bytes must reach the reader, which reports them by row and column.
    private static Stream ToUtf8(Stream content, string name) => Find(name) is { CodePage: not 65001 } encoding
        ? Encoding.CreateTranscodingStream(content, encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        : content;
}
