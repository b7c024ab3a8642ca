using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

/// <summary>Masks the entries of a dictionary instead of the rows that have them.</summary>
internal static class EncodedMask
{
    internal delegate ArrayData EntryMask(IArrowArray entries, ref long lost);

    /// <summary>The masked column, again encoded. Different entries may become the same text.</summary>
    public static ArrayData Apply(DictionaryArray array, EntryMask mask, ref long lost)
    {
        EncodedCells cells = new(array);

        // With more entries than rows, some are of other rows and would be masked in vain.
        IArrowArray entries = cells.Entries.Length > array.Length ? cells.UsedEntries() : cells.Entries;
        long lostEntries = 0;
        ArrayData masked = mask(entries, ref lostEntries);
        GC.KeepAlive(entries);
        if (masked.Dictionary is null && lostEntries == 0)
        {
            ArrayData rows = ArrowArrayFactory.SliceShared(array.Indices, 0, array.Length).Data;
            return new ArrayData(array.Data.DataType, rows.Length, rows.NullCount, rows.Offset, rows.Buffers, [], Complete(masked));
        }

        CodeColumn codes = new(array.Length);
        codes.Map(cells.Codes, cells.Validity, CodesOf(masked));
        lost += array.Length - array.NullCount - codes.Valid;
        return codes.Build(Texts(masked));
    }

    private static int[] CodesOf(ArrayData masked)
    {
        IArrowArray entries = ArrowArrayFactory.BuildArray(masked);
        int[] codes = new int[masked.Length];
        ReadOnlySpan<int> given = entries is DictionaryArray encoded ? Cells.Of<int>(encoded.Indices) : default;
        Validity validity = new(entries);
        for (int entry = 0; entry < codes.Length; entry++)
        {
            codes[entry] = !validity[entry] ? CodeColumn.Lost : given.IsEmpty ? entry : given[entry];
        }

        return codes;
    }

    private static ArrayData Texts(ArrayData masked)
    {
        if (masked.Dictionary is null)
        {
            return Complete(masked);
        }

        foreach (ArrowBuffer buffer in masked.Buffers)
        {
            buffer.Dispose();
        }

        return masked.Dictionary;
    }

    // An entry that is missing is lost or unused, so no row has it.
    private static ArrayData Complete(ArrayData entries)
    {
        entries.Buffers[0].Dispose();
        return new ArrayData(entries.DataType, entries.Length, 0, entries.Offset, (ArrowBuffer[])[ArrowBuffer.Empty, .. entries.Buffers[1..]], []);
    }
}
