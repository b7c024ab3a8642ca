using System.Text;
using System.Text.Unicode;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Csv;

/// <summary>Reads CSV bytes into batches of text columns. An unquoted empty field is missing; a quoted one is the empty string.</summary>
internal sealed class CsvBatchReader : IAsyncDisposable
{
    private readonly Stream _content;
    private readonly CsvBuffer _buffer;
    private readonly string _origin;
    private readonly CsvDialect _dialect;
    private readonly int _batchRows;
    private readonly Dictionary<string, string> _detected = [];
    private CsvTokenizer _tokenizer = new((byte)',', null, trimSpaces: false);
    private string[] _names = [];
    private Utf8ColumnBuilder?[] _columns = [];
    private long _row = 1;

    private CsvBatchReader(Stream content, string origin, CsvDialect dialect, int batchRows)
    {
        (_content, _origin, _dialect, _batchRows) = (content, origin, dialect, batchRows);
        _buffer = new CsvBuffer(content, origin);
    }

    public Schema Schema { get; private set; } = new([], null);

    public IReadOnlyDictionary<string, string> Detected => _detected;

    public static async ValueTask<CsvBatchReader> OpenAsync(
        Stream content, string origin, CsvDialect dialect, IReadOnlyCollection<string>? columns, int batchRows, CancellationToken cancellationToken)
    {
        (Stream utf8, string encoding) = await CsvEncoding.OpenAsync(content, dialect.Encoding, cancellationToken).ConfigureAwait(false);
        CsvBatchReader reader = new(utf8, origin, dialect, batchRows);
        if (dialect.Encoding is null)
        {
            reader._detected["encoding"] = encoding;
        }

        await reader.BeginAsync(columns, cancellationToken).ConfigureAwait(false);
        return reader;
    }

    public async ValueTask<SourceBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        List<RowFault> faults = [];
        int rows = 0;
        while (rows < _batchRows && await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            AppendRow(rows, faults);
            rows++;
        }

        if (rows == 0)
        {
            return null;
        }

        RecordBatch batch = new(Schema, _columns.OfType<Utf8ColumnBuilder>().Select(column => column.Build()), rows);
        _row += rows;
        return new SourceBatch(batch, _origin, _row - rows) { Faults = faults };
    }

    public ValueTask DisposeAsync() => _content.DisposeAsync();

    private async ValueTask BeginAsync(IReadOnlyCollection<string>? columns, CancellationToken cancellationToken)
    {
        await FillSampleAsync(cancellationToken).ConfigureAwait(false);
        await SkipLinesAsync(cancellationToken).ConfigureAwait(false);
        byte delimiter = _dialect.Delimiter is { } declared ? (byte)declared : CsvDetection.Delimiter(_buffer.Data[_buffer.Position..], _dialect, _buffer.IsLast);
        _tokenizer = new CsvTokenizer(delimiter, (byte?)_dialect.Quote, _dialect.TrimSpaces);
        if (_dialect.Delimiter is null)
        {
            _detected["delimiter"] = CsvDetection.Describe(delimiter);
        }

        _detected["line end"] = CsvDetection.LineEnd(_buffer.Data[_buffer.Position..]);
        int start = await FirstRecordAsync(cancellationToken).ConfigureAwait(false);
        string?[] first = [.. Enumerable.Range(0, _tokenizer.Fields.Count).Select(Text)];
        bool header = HasHeader(first);
        _buffer.Position = header ? _buffer.Position : start;
        Name(header ? first : null, first.Length, columns);
    }

    /// <summary>The beginning of the file, enough to detect the dialect from.</summary>
    private async ValueTask FillSampleAsync(CancellationToken cancellationToken)
    {
        const int SampleBytes = 1 << 17;
        while (!_buffer.IsLast && _buffer.Data.Length < SampleBytes)
        {
            await _buffer.FillAsync(1, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask SkipLinesAsync(CancellationToken cancellationToken)
    {
        for (int line = 0; line < _dialect.SkipLines; line++)
        {
            int length;
            while ((length = _buffer.Data[_buffer.Position..].IndexOf((byte)'\n')) < 0 && !_buffer.IsLast)
            {
                await _buffer.FillAsync(line + 1, cancellationToken).ConfigureAwait(false);
            }

            _buffer.Position = length < 0 ? _buffer.Data.Length : _buffer.Position + length + 1;
        }
    }

    /// <returns>Where the first record begins; the buffer's position is after it.</returns>
    private async ValueTask<int> FirstRecordAsync(CancellationToken cancellationToken)
    {
        if (!await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Fault("is empty: it has not even a header. Deliver it again, or leave it out", null);
        }

        return _recordStart;
    }

    private bool HasHeader(string?[] first)
    {
        if (_dialect.Header is { } declared)
        {
            return declared;
        }

        bool detected = _dialect.ColumnNames is null && CsvDetection.LooksLikeHeader(first);
        _detected["header"] = detected ? "yes" : "no";
        return detected;
    }

    private void Name(string?[]? header, int fields, IReadOnlyCollection<string>? columns)
    {
        _names = header is not null
            ? [.. header.Select(name => name ?? "")]
            : [.. _dialect.ColumnNames ?? [.. Enumerable.Range(1, fields).Select(number => $"column_{number}")]];
        if (_names.Any(name => name.Length == 0))
        {
            throw Fault($"has no name for column {System.Array.FindIndex(_names, name => name.Length == 0) + 1} in its header. Name all columns, or declare them with 'ColumnNames' and 'SkipLines'", null);
        }

        if (_names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Fault($"has two columns named '{twice.Key}'. Rename one in the header", null);
        }

        _columns = [.. _names.Select(name => columns is null || columns.Contains(name) ? new Utf8ColumnBuilder() : null)];
        Schema = new Schema(_names.Where((_, index) => _columns[index] is not null).Select(name => new Field(name, StringType.Default, nullable: true)), null);
    }

    private int _recordStart;
    private int _recordEnd;

    /// <summary>Finds the next record; blank lines are no records, unless the file has one column.</summary>
    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (!_buffer.IsEmpty)
        {
            int next = _tokenizer.ReadRecord(_buffer.Data, _buffer.Position, _buffer.IsLast);
            if (next == CsvTokenizer.Incomplete)
            {
                await _buffer.FillAsync(_row, cancellationToken).ConfigureAwait(false);
                continue;
            }

            (_recordStart, _recordEnd, _buffer.Position) = (_buffer.Position, next, next);
            if (_tokenizer.IsUnterminated)
            {
                throw Fault($"has a quote that opens in row {_row} and is never closed. The file is cut short or its quotes are not doubled; deliver it again", _row);
            }

            if (_names.Length == 1 || _tokenizer.Fields is not [{ Length: 0, Quoted: false }])
            {
                return true;
            }
        }

        return false;
    }

    private void AppendRow(int row, List<RowFault> faults)
    {
        IReadOnlyList<CsvField> fields = _tokenizer.Fields;
        bool valid = Utf8.IsValid(_buffer.Data[_recordStart.._recordEnd]);
        for (int index = 0; index < _names.Length; index++)
        {
            bool broken = !valid && index < fields.Count && !Utf8.IsValid(Bytes(fields[index]));
            if (broken)
            {
                faults.Add(new RowFault(row, $"invalid UTF-8 in column '{_names[index]}'"));
            }

            Append(_columns[index], broken || index >= fields.Count ? null : fields[index]);
        }

        if (fields.Count != _names.Length)
        {
            faults.Add(new RowFault(row, $"{fields.Count} fields where there are {_names.Length} columns"));
        }

        if (_tokenizer.HasTextAfterQuote)
        {
            faults.Add(new RowFault(row, "text after a closing quote"));
        }
    }

    private void Append(Utf8ColumnBuilder? column, CsvField? field)
    {
        if (column is null)
        {
            return;
        }

        switch (field)
        {
            case null or { Length: 0, Quoted: false }:
                column.AppendNull();
                break;
            case { HasDoubledQuotes: true }:
                column.AppendUnescaped(Bytes(field.Value), (byte)_dialect.Quote!.Value);
                break;
            default:
                column.Append(Bytes(field.Value));
                break;
        }
    }

    private ReadOnlySpan<byte> Bytes(CsvField field) => _buffer.Data.Slice(field.Start, field.Length);

    private string? Text(int index)
    {
        CsvField field = _tokenizer.Fields[index];
        string text = Encoding.UTF8.GetString(Bytes(field));
        return field.HasDoubledQuotes ? text.Replace($"{_dialect.Quote}{_dialect.Quote}", $"{_dialect.Quote}", StringComparison.Ordinal) : text;
    }

    private SourceException Fault(string what, long? row) => new($"'{_origin}' {what}.") { Origin = _origin, Row = row };
}
