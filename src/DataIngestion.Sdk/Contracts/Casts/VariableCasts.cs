using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Contracts.Casts;

/// <summary>Text to text: only missing markers change anything.</summary>
internal sealed class StringCast : ColumnCast
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        StringArray text = TextColumns.ToUtf8(delivered);
        if (text.Length == 0 || (text.Data.GetNullCount() == 0 && !tally.HasMarkers))
        {
            return text;
        }

        byte[] valid = ValidityWithoutMarkers(text, tally, out int nulls);
        GC.KeepAlive(text);
        if (nulls == text.Data.GetNullCount())
        {
            return text;
        }

        using (text)
        {
            return WithoutMarkers(text, valid, nulls);
        }
    }

    private static byte[] ValidityWithoutMarkers(StringArray text, ColumnTally tally, out int nulls)
    {
        byte[] valid = new byte[BitUtility.ByteCount(text.Length)];
        ReadOnlySpan<int> offsets = text.ValueOffsets;
        ReadOnlySpan<byte> bytes = text.ValueBuffer.Span;
        Validity validity = new(text);
        nulls = text.Length;
        for (int row = 0; row < text.Length; row++)
        {
            if (validity.IsNull(row))
            {
                tally.Empty(row);
            }
            else if (!tally.HasMarkers || !tally.IsMarker(bytes[offsets[row]..offsets[row + 1]], row))
            {
                BitUtility.SetBit(valid, row);
                nulls--;
            }
        }

        return valid;
    }

    // A null slot must not keep the marker's bytes: later kernels may look at value bytes without the bitmap.
    private static StringArray WithoutMarkers(StringArray text, byte[] valid, int nulls)
    {
        ReadOnlySpan<int> offsets = text.ValueOffsets;
        ReadOnlySpan<byte> bytes = text.ValueBuffer.Span;
        byte[] newBytes = GC.AllocateUninitializedArray<byte>(offsets[^1] - offsets[0]);
        byte[] newOffsets = GC.AllocateUninitializedArray<byte>((text.Length + 1) * sizeof(int));
        Span<int> ends = MemoryMarshal.Cast<byte, int>(newOffsets.AsSpan());
        int at = 0;
        ends[0] = 0;
        for (int row = 0; row < text.Length; row++)
        {
            if (BitUtility.GetBit(valid, row))
            {
                ReadOnlySpan<byte> cell = bytes[offsets[row]..offsets[row + 1]];
                cell.CopyTo(newBytes.AsSpan(at));
                at += cell.Length;
            }

            ends[row + 1] = at;
        }

        GC.KeepAlive(text);
        return new(text.Length, new ArrowBuffer(newOffsets), new ArrowBuffer(newBytes.AsMemory(0, at)), new ArrowBuffer(valid), nulls);
    }
}

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

/// <summary>Bytes of any width or layout to bytes.</summary>
internal sealed class BinaryCast : ColumnCast
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        BinaryArray.Builder builder = new();
        builder.Reserve(delivered.Length);
        for (int row = 0; row < delivered.Length; row++)
        {
            if (TextColumns.TryBytes(delivered, row, out ReadOnlySpan<byte> bytes))
            {
                builder.Append(bytes);
            }
            else
            {
                tally.Empty(row);
                builder.AppendNull();
            }
        }

        GC.KeepAlive(delivered);
        return builder.Build();
    }
}

/// <summary>A column that has the contract's type already: shared, not copied.</summary>
internal sealed class SameTypeCast : ColumnCast
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        Validity validity = new(delivered);
        for (int row = 0; row < delivered.Length && !validity.AllValid; row++)
        {
            if (validity.IsNull(row))
            {
                tally.Empty(row);
            }
        }

        GC.KeepAlive(delivered);
        return ArrowArrayFactory.SliceShared(delivered, 0, delivered.Length);
    }
}

/// <summary>A column that is not delivered, or delivered without a type and a value: all missing.</summary>
internal sealed class NothingCast(IArrowType type) : ColumnCast
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        for (int row = 0; row < delivered.Length; row++)
        {
            tally.Empty(row);
        }

        return Missing(type, delivered.Length);
    }

    public static IArrowArray Missing(IArrowType type, int rows)
    {
        ArrowBuffer validity = new(new byte[BitUtility.ByteCount(rows)]);
        ArrayData data = type switch
        {
            FixedWidthType fixedWidth => new(type, rows, rows, 0, [validity, new ArrowBuffer(new byte[((rows * fixedWidth.BitWidth) + 7) / 8])]),
            _ => new(type, rows, rows, 0, [validity, new ArrowBuffer(new byte[(rows + 1) * sizeof(int)]), ArrowBuffer.Empty]),
        };
        return ArrowArrayFactory.BuildArray(data);
    }
}
