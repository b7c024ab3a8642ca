using System.Buffers;
using System.Buffers.Text;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Base64 text to bytes.</summary>
internal sealed class Base64Cast : ColumnCast
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        using DeliveredText text = DeliveredText.Of(delivered);
        BinaryArray.Builder builder = new();
        builder.Reserve(text.Length);
        byte[] decoded = new byte[256];
        for (int row = 0; row < text.Length; row++)
        {
            if (tally.Take(text, row, 1) == 0)
            {
                builder.AppendNull();
            }
            else if (TryDecode(text.Cells[row], ref decoded, out int length))
            {
                builder.Append(decoded.AsSpan(0, length));
            }
            else
            {
                tally.DoesNotFit(row, 1);
                builder.AppendNull();
            }
        }

        GC.KeepAlive(delivered);
        return builder.Build();
    }

    private static bool TryDecode(ReadOnlySpan<byte> text, ref byte[] decoded, out int length)
    {
        length = 0;
        if (decoded.Length < text.Length)
        {
            decoded = new byte[text.Length];
        }

        // The decoder skips white space; here it does not fit.
        return text.IndexOfAny(" \t\r\n"u8) < 0
            && Base64.DecodeFromUtf8(text, decoded, out int consumed, out length) == OperationStatus.Done
            && consumed == text.Length;
    }
}
