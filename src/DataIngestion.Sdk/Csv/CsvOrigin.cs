namespace DataIngestion.Csv;

/// <summary>Names the file and the place in it when it cannot be read on.</summary>
internal sealed record CsvOrigin(string Name)
{
    /// <summary>The number of the header in place of a row.</summary>
    public const long Header = 0;

    public void ThrowIfQuoteIsOpen(RecordTable table, IReadOnlyList<string> columns, long row)
    {
        int field = table.OpenQuoteField;
        if (field < 0)
        {
            return;
        }

        string? column = field < columns.Count ? columns[field] : null;
        throw Refuse(
            $"the quote opened in field {field + 1} of {Describe(row)} is not closed before the end of the file. "
            + "The file is cut short or the quote is stray: get it again, or declare Quoting = false.",
            row,
            column);
    }

    public void ThrowIfTailIsNul(InputWindow window, long row)
    {
        if (window.IsFinal && window.End > window.Start && window.Buffer[window.End - 1] == 0)
        {
            throw Refuse($"the file ends in NUL bytes, in {Describe(row)}. It was not written to its end: get it again.", row, null);
        }
    }

    public void ThrowIfTooLong(InputWindow window, long row)
    {
        if (window.IsExhausted)
        {
            throw Refuse(
                $"{Describe(row)} is longer than {window.RecordBytes} bytes. "
                + "Most likely a quote in it is not closed or the file holds something else than text.",
                row,
                null);
        }
    }

    public SourceException Refuse(string what, long row, string? column) =>
        new($"{Name}: {what}") { Origin = Name, Row = row == Header ? null : row, Column = column };

    private static string Describe(long row) => row == Header ? "the header" : $"row {row}";
}
