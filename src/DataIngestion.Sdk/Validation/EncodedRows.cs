using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Judges the entries of a dictionary once and then the rows by their entries.</summary>
internal static class EncodedRows
{
    public static void Add(DictionaryArray encoded, ColumnKernel judgeEntries, RowFailures failures)
    {
        RowFailures entries = new();
        judgeEntries(encoded.Dictionary, entries);
        if (entries.Rows.Count == 0)
        {
            return;
        }

        bool[] failing = new bool[encoded.Dictionary.Length];
        foreach (int entry in entries.Rows)
        {
            failing[entry] = true;
        }

        ReadOnlySpan<int> codes = Cells.Of<int>(encoded.Indices);
        Validity validity = new(encoded);
        for (int row = 0; row < codes.Length; row++)
        {
            if (validity[row] && failing[codes[row]])
            {
                failures.Add(row);
            }
        }
    }
}
