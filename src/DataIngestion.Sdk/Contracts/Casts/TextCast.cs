using DataIngestion.Columnar;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Contracts.Casts;

/// <summary>Reads one cell. A struct, so that the loop over a column is compiled for each reader.</summary>
internal interface ICellReader<T>
    where T : unmanaged
{
    bool TryRead(ReadOnlySpan<byte> text, out T value);

    /// <summary>Reads a text of at most twelve bytes. Where it says no, <see cref="TryRead"/> has the last word.</summary>
    bool TryReadInline(TextSlot text, out T value);
}

/// <summary>Text to a fixed-width type.</summary>
internal sealed class TextCast<T, TReader>(TReader reader, IArrowType type) : ColumnCast
    where T : unmanaged
    where TReader : struct, ICellReader<T>
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        if (delivered is StringViewArray views)
        {
            return FromViews(views, tally);
        }

        using StringArray text = TextColumns.ToUtf8(delivered);
        TypedColumn<T> column = new(text.Length);
        if (text.Length > 0)
        {
            Read(text, ref column, tally);
        }

        GC.KeepAlive(text);
        return column.Build(type);
    }

    private IArrowArray FromViews(StringViewArray views, ColumnTally tally)
    {
        TypedColumn<T> column = new(views.Length);
        Validity validity = new(views);
        if (validity.AllValid && !tally.HasMarkers)
        {
            ReadAll(new TextSlots(views), ref column, tally);
        }
        else
        {
            Read(new TextSlots(views), validity, ref column, tally);
        }

        GC.KeepAlive(views);
        return column.Build(type);
    }

    private void ReadAll(TextSlots text, ref TypedColumn<T> column, ColumnTally tally)
    {
        ReadOnlySpan<TextSlot> slots = text.Slots;
        Span<T> values = column.Values[..slots.Length];
        for (int row = 0; row < slots.Length; row++)
        {
            if (!(slots[row].IsInline && reader.TryReadInline(slots[row], out values[row])) && !reader.TryRead(text[row], out values[row]))
            {
                column.SetNull(row);
                tally.DoesNotFit(row);
            }
        }
    }

    private void Read(TextSlots text, Validity validity, ref TypedColumn<T> column, ColumnTally tally)
    {
        ReadOnlySpan<TextSlot> slots = text.Slots;
        Span<T> values = column.Values[..slots.Length];
        for (int row = 0; row < slots.Length; row++)
        {
            TextSlot slot = slots[row];
            if (!validity[row])
            {
                column.SetNull(row);
                tally.Empty(row);
            }
            else if (tally.HasMarkers && tally.IsMarker(slot, text[row], row))
            {
                column.SetNull(row);
            }
            else if (!(slot.IsInline && reader.TryReadInline(slot, out values[row])) && !reader.TryRead(text[row], out values[row]))
            {
                column.SetNull(row);
                tally.DoesNotFit(row);
            }
        }
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
