using System.Text;
using System.Text.Unicode;
using Apache.Arrow;

namespace DataIngestion.Parquet;

/// <summary>Finds rows whose text is no UTF-8; Parquet's writers promise it and its readers do not check it.</summary>
internal static class Utf8Faults
{
    public static IReadOnlyList<RowFault> Of(RecordBatch batch)
    {
        List<RowFault>? faults = null;
        for (int column = 0; column < batch.ColumnCount; column++)
        {
            if (batch.Column(column) is StringArray text && !IsValid(text))
            {
                Describe(text, batch.Schema.FieldsList[column].Name, faults ??= []);
            }
        }

        return faults is null ? [] : [.. faults.GroupBy(fault => fault.Row).OrderBy(group => group.Key).Select(group => group.First())];
    }

    private static bool IsValid(StringArray text)
    {
        ReadOnlySpan<int> offsets = text.ValueOffsets;
        ReadOnlySpan<byte> all = text.Length == 0 ? [] : text.ValueBuffer.Span[offsets[0]..offsets[text.Length]];
        bool valid = Ascii.IsValid(all) || (Utf8.IsValid(all) && !AnySplit(text.ValueBuffer.Span, offsets));
        GC.KeepAlive(text);
        return valid;
    }

    // Valid as a whole, the text can still have a character whose bytes are shared by two rows.
    private static bool AnySplit(ReadOnlySpan<byte> values, ReadOnlySpan<int> offsets)
    {
        foreach (int offset in offsets)
        {
            if (offset < values.Length && (values[offset] & 0xC0) == 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private static void Describe(StringArray text, string column, List<RowFault> faults)
    {
        for (int row = 0; row < text.Length; row++)
        {
            if (!text.IsNull(row) && !Utf8.IsValid(text.GetBytes(row)))
            {
                faults.Add(new RowFault(row, $"the text in column '{column}' is not UTF-8"));
            }
        }

        GC.KeepAlive(text);
    }
}
