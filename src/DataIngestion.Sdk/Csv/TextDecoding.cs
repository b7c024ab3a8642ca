using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DataIngestion.Csv;

/// <summary>Turns any encoding into UTF-8 without a byte order mark.</summary>
internal static class TextDecoding
{
    private static readonly (byte[] Mark, Encoding Encoding, string Name)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Encoding.UTF8, "UTF-8"),
        ([0xFF, 0xFE], Encoding.Unicode, "UTF-16 LE"),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode, "UTF-16 BE"),
    ];

    public static bool IsKnown(string name) => TryResolve(name, out _);

    /// <summary>The text as UTF-8 and, where the file says it and nobody declared it, the name of its encoding.</summary>
    public static async ValueTask<(Stream Utf8, string? Detected)> OpenAsync(
        Stream content, string origin, string? declared, CancellationToken cancellationToken)
    {
        byte[] head = new byte[3];
        int read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        (byte[] mark, Encoding? marked, string name) = Array.Find(Marks, candidate => head.AsSpan(0, read).StartsWith(candidate.Mark));
        Encoding encoding = Choose(origin, declared, marked, name);
        PrefixedStream text = new(head.AsMemory(0, read)[(mark?.Length ?? 0)..], content, leaveOpen: true);
        Stream utf8 = encoding.CodePage == Encoding.UTF8.CodePage
            ? text
            : Encoding.CreateTranscodingStream(text, Strict(encoding), Encoding.UTF8, leaveOpen: true);
        return (utf8, marked is null || declared is not null ? null : $"{name} (byte order mark)");
    }

    private static Encoding Choose(string origin, string? declared, Encoding? marked, string name)
    {
        if (declared is null || !TryResolve(declared, out Encoding? encoding))
        {
            return marked ?? Encoding.UTF8;
        }

        // "utf-16" leaves the order to the mark; any other contradiction would turn the mark into letters of the first column's name.
        bool agrees = marked is null || marked.CodePage == encoding.CodePage || (IsUtf16(marked) && IsUtf16(encoding));
        return agrees ? marked ?? encoding : throw new SourceException(
            $"{origin}: the encoding is declared as {declared}, but the file starts with the byte order mark of {name}. Declare that one or none.")
        {
            Origin = origin,
        };
    }

    private static bool IsUtf16(Encoding encoding) =>
        encoding.CodePage == Encoding.Unicode.CodePage || encoding.CodePage == Encoding.BigEndianUnicode.CodePage;

    private static Encoding Strict(Encoding encoding)
    {
        Encoding strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    private static bool TryResolve(string name, [NotNullWhen(true)] out Encoding? encoding)
    {
        try
        {
            encoding = name.ToUpperInvariant() switch
            {
                "UTF8" => Encoding.UTF8,
                "LATIN-1" => Encoding.Latin1,
                _ => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name),
            };
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            encoding = null;
            return false;
        }
    }
}
