using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

internal sealed class DropMask : ColumnMask
{
    public override string Description => "drop";

    public override bool IsWithheld => true;

    public override ColumnType? OutputType(ColumnContract column) => null;

    public override IArrowArray Apply(IArrowArray column, out long unmaskable) => throw new InvalidOperationException("A dropped column is not published.");

    public override string? MaskText(string text) => null;
}

internal sealed class RedactMask(string replacement) : TextMask
{
    private readonly byte[] _replacement = Encoding.UTF8.GetBytes(replacement);

    public override string Description => "redact";

    public override bool IsWithheld => true;

    public override string? MaskText(string text) => replacement;

    protected override bool TryMask(ReadOnlySpan<byte> text, Utf8ColumnBuilder target)
    {
        target.Append(_replacement);
        return true;
    }
}

internal sealed class HashMask(MaskKey key) : TextMask
{
    public override string Description => $"hash (HMAC-SHA-256, {key})";

    public override bool IsWithheld => true;

    public override bool KeepsKeys => true;

    public override string? MaskText(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Secret, Encoding.UTF8.GetBytes(text)));

    protected override bool TryMask(ReadOnlySpan<byte> text, Utf8ColumnBuilder target)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Secret, text, hash);
        Span<byte> hexadecimal = stackalloc byte[2 * HMACSHA256.HashSizeInBytes];
        Convert.TryToHexStringLower(hash, hexadecimal, out _);
        target.Append(hexadecimal);
        return true;
    }
}

internal sealed class Zip3Mask : TextMask
{
    public override string Description => "first three digits of the ZIP code";

    protected override bool TryMask(ReadOnlySpan<byte> text, Utf8ColumnBuilder target)
    {
        if (text.Length < 3 || text[..3].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        target.Append(text[..3]);
        return true;
    }
}

internal sealed class TruncateMask(int length) : TextMask
{
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"first {length} characters");

    public override ColumnType? OutputType(ColumnContract column) => column.Type.Kind == ColumnKind.String
        ? ColumnType.String
        : throw WrongType(column, "truncate", "text");

    protected override bool TryMask(ReadOnlySpan<byte> text, Utf8ColumnBuilder target)
    {
        int end = 0;
        for (int taken = 0; taken < length && end < text.Length; taken++)
        {
            Rune.DecodeFromUtf8(text[end..], out _, out int bytes);
            end += bytes;
        }

        target.Append(text[..end]);
        return true;
    }
}
