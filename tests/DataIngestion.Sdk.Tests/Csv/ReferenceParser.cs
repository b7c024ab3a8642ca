using System.Text;

namespace DataIngestion.Csv;

/// <summary>The rules of the reader once more, byte by byte and without any regard to speed.</summary>
internal sealed class ReferenceParser(byte[] text, CsvSyntax syntax, string[] names, int[] wanted)
{
    private int _at;

    public List<string?[]> Rows { get; } = [];

    public List<(long Row, string Reason)> Faults { get; } = [];

    public long BlankLines { get; private set; }

    public LineEndings LineEndings { get; private set; }

    /// <summary>The row and the zero-based field whose quote is not closed.</summary>
    public (long Row, int Field)? OpenQuote { get; private set; }

    public bool EndsInNul => OpenQuote is null && text.Length > 0 && text[^1] == 0;

    public ReferenceParser Parse()
    {
        while (_at < text.Length && OpenQuote is null)
        {
            List<Field> fields = ReadFields();
            if (OpenQuote is null)
            {
                ReadLineEnding();
                Take(fields);
            }
        }

        return this;
    }

    private List<Field> ReadFields()
    {
        List<Field> fields = [];
        while (true)
        {
            int start = _at;
            while (syntax.TrimSpaces && _at < text.Length && text[_at] == ' ')
            {
                _at++;
            }

            bool quoted = syntax.Quoting && _at < text.Length && text[_at] == syntax.Quote;
            _at = quoted ? _at : start;
            Field? field = quoted ? ReadQuoted() : ReadUnquoted();
            if (field is null)
            {
                OpenQuote = (Rows.Count + 1, fields.Count);
                return fields;
            }

            fields.Add(field);
            if (_at == text.Length || text[_at] != syntax.Delimiter)
            {
                return fields;
            }

            _at++;
        }
    }

    private Field? ReadQuoted()
    {
        List<byte> value = [];
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == syntax.Quote)
            {
                if (_at + 1 == text.Length || text[_at + 1] != syntax.Quote)
                {
                    _at++;
                    byte[] rest = ReadToEndOfField();
                    return new Field([.. value], IsMalformed: syntax.TrimSpaces ? rest.Any(one => one != ' ') : rest.Length > 0);
                }

                _at++;
            }

            value.Add(text[_at]);
        }

        return null;
    }

    private Field ReadUnquoted()
    {
        List<byte> value = [.. ReadToEndOfField()];
        if (syntax.TrimSpaces)
        {
            value = [.. value.SkipWhile(one => one == ' ').Reverse().SkipWhile(one => one == ' ').Reverse()];
        }

        return new Field(value.Count == 0 ? null : [.. value], IsMalformed: false);
    }

    private byte[] ReadToEndOfField()
    {
        int start = _at;
        while (_at < text.Length && text[_at] != syntax.Delimiter && text[_at] is not ((byte)'\r' or (byte)'\n'))
        {
            _at++;
        }

        return text[start.._at];
    }

    private void ReadLineEnding()
    {
        if (_at == text.Length)
        {
            return;
        }

        bool pair = text[_at] == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n';
        LineEndings |= pair ? LineEndings.CarriageReturnLineFeed : text[_at] == '\r' ? LineEndings.CarriageReturn : LineEndings.LineFeed;
        _at += pair ? 2 : 1;
    }

    private void Take(List<Field> fields)
    {
        if (fields is [{ Value: null }] && names.Length != 1)
        {
            BlankLines++;
            return;
        }

        long row = Rows.Count + 1;
        if (fields.Count != names.Length)
        {
            Faults.Add((row, $"{fields.Count} {(fields.Count == 1 ? "field" : "fields")} where {names.Length} columns are declared"));
        }

        Faults.AddRange(fields.Take(names.Length).Index().Where(field => field.Item.IsMalformed)
            .Select(field => (row, $"text after the closing quote in column {names[field.Index]}")));
        Rows.Add([.. wanted.Select(column => Cell(row, column, column < fields.Count ? fields[column] : null))]);
    }

    private string? Cell(long row, int column, Field? field)
    {
        if (field?.Value is null || field.IsMalformed)
        {
            return null;
        }

        try
        {
            string value = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(field.Value);
            if (!value.Contains('\0'))
            {
                return value;
            }

            Faults.Add((row, $"NUL byte in column {names[column]}"));
        }
        catch (DecoderFallbackException)
        {
            Faults.Add((row, $"{(field.Value.Contains((byte)0) ? "NUL byte" : "invalid UTF-8")} in column {names[column]}"));
        }

        return null;
    }

    private sealed record Field(byte[]? Value, bool IsMalformed);
}
