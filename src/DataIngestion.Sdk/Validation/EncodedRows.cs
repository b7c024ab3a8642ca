using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Judges the entries of a dictionary once and then the rows by their entries.</summary>
internal static class EncodedRows
{
    /// <summary>A kernel for text that judges plain strings as given and encoded ones by their entries.</summary>
    public static ColumnKernel Or(ColumnKernel plain) => (array, failures) =>
    {
        if (array is DictionaryArray encoded)
        {
            // Where there are more entries than rows, most are of other rows; else judging some in vain costs less than looking which are used.
            EncodedCells cells = new(encoded);
            Add(cells, cells.Entries.Length > array.Length ? cells.UsedEntries() : cells.Entries, plain, failures);
        }
        else
        {
            plain(array, failures);
        }
    };

    /// <summary>Adds the rows whose entry fails. Where no entry fails, rows are not looked at.</summary>
    public static void Add(EncodedCells cells, IArrowArray entries, ColumnKernel judgeEntries, RowFailures failures)
    {
        RowFailures failing = new();
        judgeEntries(entries, failing);
        if (failing.Rows.Count > 0)
        {
            Add(cells, Flags(failing, entries.Length), failures);
        }
    }

    private static bool[] Flags(RowFailures failing, int entries)
    {
        bool[] flags = new bool[entries];
        for (int at = 0; at < failing.Rows.Count; at++)
        {
            flags[failing.Rows[at]] = true;
        }

        return flags;
    }

    private static void Add(EncodedCells cells, bool[] failing, RowFailures failures)
    {
        Validity validity = cells.Validity;
        ReadOnlySpan<int> codes = cells.Codes;
        for (int row = validity.Next(0, valid: true); row < codes.Length;)
        {
            int end = validity.Next(row, valid: false);
            for (; row < end; row++)
            {
                if (failing[codes[row]])
                {
                    failures.Add(row);
                }
            }

            row = validity.Next(end, valid: true);
        }
    }
}
