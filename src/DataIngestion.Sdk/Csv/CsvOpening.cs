namespace DataIngestion.Csv;

/// <summary>What is known of a file before its first row.</summary>
/// <param name="Layout">How it is written.</param>
/// <param name="Names">The names of its columns.</param>
internal sealed record CsvOpening(DetectedLayout Layout, string[] Names)
{
    /// <summary>Detects what is not declared, reads the header and leaves the window at the first row.</summary>
    public static async ValueTask<CsvOpening> ReadAsync(
        InputWindow window, CsvDialect dialect, CsvOrigin origin, string? encoding, CancellationToken cancellationToken)
    {
        await window.FillAsync(0, cancellationToken).ConfigureAwait(false);
        if (dialect.SkipLines > 0)
        {
            await SkipLinesAsync(window, dialect.SkipLines, origin, cancellationToken).ConfigureAwait(false);
            await window.FillAsync(0, cancellationToken).ConfigureAwait(false);
        }

        DetectedLayout layout = new LayoutDetector(dialect, window).Detect(encoding);
        return new CsvOpening(layout, await NamesAsync(window, dialect, layout, origin, cancellationToken).ConfigureAwait(false));
    }

    private static async ValueTask SkipLinesAsync(InputWindow window, int lines, CsvOrigin origin, CancellationToken cancellationToken)
    {
        for (int line = 0; line < lines; line++)
        {
            while (!TrySkipLine(window))
            {
                if (window.IsFinal)
                {
                    throw origin.Refuse($"the file has no more than {line} lines, and {lines} are to be skipped.", CsvOrigin.Header, null);
                }

                origin.ThrowIfTooLong(window, CsvOrigin.Header);
                await window.FillAsync(0, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool TrySkipLine(InputWindow window)
    {
        ReadOnlySpan<byte> text = window.Buffer.AsSpan(window.Start, window.End - window.Start);
        int at = text.IndexOfAny((byte)'\n', (byte)'\r');
        bool needsMore = at < 0 || (text[at] == '\r' && at + 1 == text.Length && !window.IsFinal);
        if (needsMore)
        {
            return false;
        }

        bool both = text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n';
        window.Advance(window.Start + at + (both ? 2 : 1));
        return true;
    }

    private static async ValueTask<string[]> NamesAsync(
        InputWindow window, CsvDialect dialect, DetectedLayout layout, CsvOrigin origin, CancellationToken cancellationToken)
    {
        if (!layout.HasHeader && dialect.ColumnNames is { } declared)
        {
            return [.. declared];
        }

        int count = await FieldCountAsync(window, layout, origin, cancellationToken).ConfigureAwait(false);
        if (!layout.HasHeader)
        {
            return HeaderRow.Numbered(count);
        }

        // A second field, though never there in a file of one column, makes the scanner skip blank lines above the header.
        RecordTable table = new(Math.Max(2, count), 1);
        int next = new RecordScanner(layout.Syntax).Read(window.Buffer, window.Start, window.End, window.IsFinal, table, 1);
        window.Advance(next);
        return HeaderRow.Read(window.Buffer, table, count, layout.Syntax, origin);
    }

    private static async ValueTask<int> FieldCountAsync(
        InputWindow window, DetectedLayout layout, CsvOrigin origin, CancellationToken cancellationToken)
    {
        RecordTable first = new(2, 1);
        long row = layout.HasHeader ? CsvOrigin.Header : 1;
        while (true)
        {
            new RecordScanner(layout.Syntax).Read(window.Buffer, window.Start, window.End, window.IsFinal, first, 1);
            if (first.Rows == 1)
            {
                return first.Counts[0];
            }

            origin.ThrowIfQuoteIsOpen(first, [], row);
            if (window.IsFinal)
            {
                throw origin.Refuse(
                    "the file is empty: it has neither a header nor a row. Get it again, or declare ColumnNames where empty files are usual.",
                    CsvOrigin.Header,
                    null);
            }

            origin.ThrowIfTooLong(window, row);
            await window.FillAsync(0, cancellationToken).ConfigureAwait(false);
        }
    }
}
