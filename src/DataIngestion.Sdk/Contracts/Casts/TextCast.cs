using DataIngestion.Columnar;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Contracts.Casts;

/// <summary>Reads one cell. A struct, so that the loop over a column is compiled for each reader.</summary>
internal interface ICellReader<T>
    where T : unmanaged
{
    bool TryRead(ReadOnlySpan<byte> text, out T value);
}

/// <summary>Text to a fixed-width type.</summary>
internal sealed class TextCast<T, TReader>(TReader reader, IArrowType type) : ColumnCast
    where T : unmanaged
    where TReader : struct, ICellReader<T>
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        using StringArray text = TextColumns.ToUtf8(delivered);
        TypedColumn<T> column = new(text.Length);
        if (text.Length > 0)
        {
            Read(text, ref column, tally);
        }

        GC.KeepAlive(text);
        return column.Build(type);
    }

    private void Read(StringArray text, ref TypedColumn<T> column, ColumnTally tally)
    {
        ReadOnlySpan<int> offsets = text.ValueOffsets;
        ReadOnlySpan<byte> bytes = text.ValueBuffer.Span;
        Validity validity = new(text);
        Span<T> values = column.Values;
        for (int row = 0; row < values.Length; row++)
        {
            if (!validity[row])
            {
                column.SetNull(row);
                tally.Empty(row);
                continue;
            }

            ReadOnlySpan<byte> cell = bytes[offsets[row]..offsets[row + 1]];
            if (tally.HasMarkers && tally.IsMarker(cell, row))
            {
                column.SetNull(row);
            }
            else if (!reader.TryRead(cell, out values[row]))
            {
                column.SetNull(row);
                tally.DoesNotFit(row);
            }
        }
    }
}
