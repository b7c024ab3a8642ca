using System.Buffers;
using System.Runtime.InteropServices;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>A delivered column of text in any layout, as string views into its own bytes. The column must be kept alive while this is used.</summary>
internal readonly ref struct DeliveredText
{
    private readonly byte[]? _views;
    private readonly byte[]? _validity;

    private DeliveredText(int length, ViewCells cells, ValidityWords validity, byte[]? views = null, byte[]? bits = null)
    {
        Length = length;
        Cells = cells;
        Validity = validity;
        _views = views;
        _validity = bits;
    }

    public int Length { get; }

    public ViewCells Cells { get; }

    public ValidityWords Validity { get; }

    public static DeliveredText Of(IArrowArray delivered) => delivered switch
    {
        _ when delivered.Length == 0 => default,
        StringViewArray views => new(views.Length, new ViewCells(views), new ValidityWords(views)),
        StringArray text => OfOffsets(text, MemoryMarshal.Cast<byte, int>(text.ValueOffsetsBuffer.Span).Slice(text.Offset, text.Length + 1)),
        LargeStringArray text => OfOffsets(text, MemoryMarshal.Cast<byte, long>(text.Data.Buffers[1].Span).Slice(text.Offset, text.Length + 1)),
        DictionaryArray encoded => OfDictionary(encoded),
        _ => throw new InvalidOperationException($"Columns of {delivered.Data.DataType.Name} hold no text."),
    };

    public void Dispose()
    {
        Return(_views);
        Return(_validity);
    }

    private static DeliveredText OfOffsets<T>(IArrowArray text, ReadOnlySpan<T> offsets)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        ReadOnlySpan<byte> bytes = text.Data.Buffers[2].Span;
        byte[] rented = Views(text.Length, out Span<CellView> views);
        int start = int.CreateChecked(offsets[0]);
        for (int row = 0; row < views.Length; row++)
        {
            int end = int.CreateChecked(offsets[row + 1]);
            ReadOnlySpan<byte> cell = bytes[start..end];
            views[row] = cell.Length <= CellView.MostShort ? CellView.Short(cell) : CellView.Long(cell, 0, start);
            start = end;
        }

        // Of the buffers only the third is looked at: there the bytes are, in this layout as in that of views.
        return new(text.Length, new ViewCells(views, text.Data.Buffers), new ValidityWords(text), rented);
    }

    // A row is missing where its index is, and where its entry is.
    private static DeliveredText OfDictionary(DictionaryArray encoded)
    {
        using DeliveredText entries = Of(encoded.Dictionary);
        ReadOnlySpan<CellView> known = entries.Cells.Views;
        ValidityWords present = new(encoded);
        byte[] rented = Views(encoded.Length, out Span<CellView> views);
        byte[] bits = ArrayPool<byte>.Shared.Rent((encoded.Length + 7) / 8);
        bits.AsSpan().Clear();
        for (int row = 0; row < views.Length; row++)
        {
            views[row] = default;
            if (present.Of(row, 1) != 0 && TextColumns.IndexAt(encoded.Indices, row) is int entry && entries.Validity.Of(entry, 1) != 0)
            {
                views[row] = known[entry];
                BitUtility.SetBit(bits, row);
            }
        }

        return new(encoded.Length, entries.Cells.With(views), new ValidityWords(bits, 0), rented, bits);
    }

    private static byte[] Views(int rows, out Span<CellView> views)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(checked(rows * Marshal.SizeOf<CellView>()));
        views = MemoryMarshal.Cast<byte, CellView>(rented.AsSpan())[..rows];
        return rented;
    }

    private static void Return(byte[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
