using System.Buffers;
using System.Buffers.Text;
using Apache.Arrow;

namespace DataIngestion.Contracts.Casts;

/// <summary>Base64 text to bytes.</summary>
internal sealed class Base64Cast : ColumnCast
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        BinaryArray.Builder builder = new();
        builder.Reserve(delivered.Length);
        byte[] decoded = new byte[256];
        for (int row = 0; row < delivered.Length; row++)
        {
            if (!TextColumns.TryBytes(delivered, row, out ReadOnlySpan<byte> cell))
            {
                tally.Empty(row);
                builder.AppendNull();
            }
            else if (tally.IsMarker(cell, row))
            {
                builder.AppendNull();
            }
            else if (TryDecode(cell, ref decoded, out int length))
            {
                builder.Append(decoded.AsSpan(0, length));
            }
            else
            {
                tally.DoesNotFit(row);
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
