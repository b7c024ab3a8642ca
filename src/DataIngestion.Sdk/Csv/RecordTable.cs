namespace DataIngestion.Csv;

/// <summary>Where the fields of a block of records end, row by row. Reused between blocks.</summary>
/// <remarks>
/// Field <c>c</c> of row <c>r</c> takes the text after position <c>Positions[r * Stride + c]</c> and before the following position. A field that is
/// missing has the same position twice.
/// </remarks>
internal sealed class RecordTable(int fields, int capacity)
{
    /// <summary>The fields that are kept of each record; more are counted only.</summary>
    public int Fields { get; } = fields;

    public int Capacity { get; } = capacity;

    // The scan of plain text writes all positions of the last block that it looks at, and more of them at a time than there may be.
    public int[] Positions { get; } = new int[((fields + 1) * capacity) + 1 + StructuralMask.Width + PositionWriter.AtOnce];

    /// <summary>The positions from one row to the next.</summary>
    public int Stride { get; private set; }

    /// <summary>The fields that each record really has; of a block of plain rows there are none, as all have the right number.</summary>
    public int[] Counts { get; } = new int[capacity];

    /// <summary>All rows have all fields, none is quoted, and none needs to be trimmed.</summary>
    public bool IsPlain { get; private set; }

    /// <summary>The text is known to be ASCII without a NUL byte.</summary>
    public bool IsAscii { get; set; }

    public int Rows { get; set; }

    public int BlankLines { get; set; }

    public bool HasMalformed { get; set; }

    public bool HasDoubledQuotes { get; set; }

    public LineEndings LineEndings { get; set; }

    /// <summary>The zero-based field whose quote is still open at the end of the text, or -1.</summary>
    public int OpenQuoteField { get; set; } = -1;

    public FieldSpan Value(ref byte text, int row, int column, in CsvSyntax syntax)
    {
        int at = (row * Stride) + column;
        return FieldSpan.Of(ref text, Positions[at] + 1, Positions[at + 1], syntax, simple: !HasMalformed && !HasDoubledQuotes);
    }

    public void Clear() => Clear(Fields + 1, plain: false);

    public void ClearForPlainRows(int stride) => Clear(stride, plain: true);

    private void Clear(int stride, bool plain)
    {
        Stride = stride;
        IsPlain = plain;
        IsAscii = false;
        Rows = 0;
        BlankLines = 0;
        HasMalformed = false;
        HasDoubledQuotes = false;
        LineEndings = LineEndings.None;
        OpenQuoteField = -1;
    }
}

[Flags]
internal enum LineEndings
{
    None = 0,
    LineFeed = 1,
    CarriageReturnLineFeed = 2,
    CarriageReturn = 4,
}
