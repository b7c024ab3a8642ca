using System.Text.Unicode;

namespace DataIngestion.Csv;

/// <summary>Finds the delimiter, the header and the line endings on a sample of the text.</summary>
internal sealed class LayoutDetector(CsvDialect dialect, InputWindow window)
{
    private const int SampleRows = 4096;

    // In this order where several fit equally: a comma is also a decimal sign, the others seldom occur inside values.
    private static readonly (byte Delimiter, string Name)[] Candidates =
        [((byte)'\t', "tab"), ((byte)'|', "vertical bar (|)"), ((byte)';', "semicolon (;)"), ((byte)',', "comma (,)")];

    private readonly Dictionary<string, string> _detected = [];

    public DetectedLayout Detect(string? encoding)
    {
        CsvSyntax syntax = CsvSyntax.Of(dialect, Delimiter());
        bool hasHeader = HasHeader(syntax);
        _detected["line ending"] = Describe(Sample(syntax, 2).LineEndings);
        if (dialect.Encoding is null)
        {
            _detected["encoding"] = encoding ?? AssumedEncoding();
        }

        return new DetectedLayout(syntax, hasHeader, _detected);
    }

    private string AssumedEncoding()
    {
        ReadOnlySpan<byte> sample = window.Buffer.AsSpan(window.Start, window.End - window.Start);
        bool valid = Utf8.IsValid(window.IsFinal ? sample : sample[..(sample.LastIndexOf((byte)'\n') + 1)]);
        return valid ? "UTF-8 (no byte order mark)" : "UTF-8 (assumed, but not all of the text is: declare Encoding, such as windows-1252)";
    }

    private byte Delimiter()
    {
        if (dialect.Delimiter is { } declared)
        {
            return (byte)declared;
        }

        var scored = Candidates.Where(candidate => !dialect.Quoting || candidate.Delimiter != dialect.Quote)
            .Select(candidate => (candidate.Delimiter, candidate.Name, Share: Consistency(candidate.Delimiter)))
            .OrderByDescending(candidate => candidate.Share).ToArray();
        if (scored[0].Share == 0)
        {
            _detected["delimiter"] = "comma (,) (none was found: one column)";
            return (byte)',';
        }

        string[] others = [.. scored.Skip(1).Where(other => other.Share == scored[0].Share).Select(other => other.Name)];
        _detected["delimiter"] = others.Length == 0 ? scored[0].Name
            : $"{scored[0].Name} ({string.Join(" or ", others)} would fit as well: declare Delimiter)";
        return scored[0].Delimiter;
    }

    /// <summary>The share of records with the commonest number of fields; 0 where that is one field.</summary>
    private double Consistency(byte delimiter)
    {
        RecordTable table = Sample(CsvSyntax.Of(dialect, delimiter), 2);
        if (table.Rows == 0)
        {
            return 0;
        }

        var commonest = table.Counts.Take(table.Rows).CountBy(count => count).MaxBy(pair => pair.Value);
        return commonest.Key < 2 ? 0 : (double)commonest.Value / table.Rows;
    }

    private bool HasHeader(in CsvSyntax syntax)
    {
        if (dialect.Header is { } declared)
        {
            return declared;
        }

        if (dialect.ColumnNames is not null)
        {
            return false;
        }

        HeaderEvidence evidence = HeaderEvidence.Of(window.Buffer, Sample(syntax, Math.Max(2, FieldCount(syntax)), HeaderEvidence.Rows), syntax);
        _detected["header"] = evidence switch
        {
            { FirstIsTyped: true } => "no (the first record holds numbers or dates)",
            { RestIsTyped: true } => "yes (names above numbers or dates)",
            _ => "yes (assumed: nothing tells the first record from the others; declare Header = false if it is data)",
        };
        return !evidence.FirstIsTyped;
    }

    private int FieldCount(in CsvSyntax syntax)
    {
        RecordTable first = Sample(syntax, 2, 1);
        return first.Rows == 0 ? 0 : first.Counts[0];
    }

    private RecordTable Sample(in CsvSyntax syntax, int stride, int rows = SampleRows)
    {
        RecordTable table = new(stride, rows);
        RecordScanner scanner = new(syntax);
        scanner.Read(window.Buffer, window.Start, window.End, window.IsFinal, table, rows);
        if (table.Rows == 0 && !window.IsFinal)
        {
            // The first record is longer than the sample: judge by what is there of it.
            scanner.Read(window.Buffer, window.Start, window.End, final: true, table, rows);
        }

        return table;
    }

    private static string Describe(LineEndings found) => found switch
    {
        LineEndings.None => "none (one line)",
        LineEndings.LineFeed => "LF",
        LineEndings.CarriageReturnLineFeed => "CR LF",
        LineEndings.CarriageReturn => "CR",
        _ => "mixed",
    };
}
