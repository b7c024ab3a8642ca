using Apache.Arrow;

namespace DataIngestion.Csv;

/// <summary>The values of one batch that had doubled quotes in them: the second buffer of its views.</summary>
internal sealed class UnescapedText
{
    public const int Buffer = 1;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    public void Append(ref byte view, ReadOnlySpan<byte> escaped, byte quote)
    {
        int start = Math.Max(Length, InputWindow.Before);
        int needed = start + escaped.Length + InputWindow.After;
        if (needed > _bytes.Length)
        {
            System.Array.Resize(ref _bytes, (int)Math.Min(2L * needed, System.Array.MaxLength));
        }

        int length = FieldSpan.Unescape(escaped, _bytes.AsSpan(start), quote);
        TextView.Write(ref view, ref _bytes[0], start, length);
        TextView.SetBuffer(ref view, length, Buffer);
        Length = start + length;
    }

    public ArrowBuffer Build() => new(_bytes.AsMemory(0, Length));
}
