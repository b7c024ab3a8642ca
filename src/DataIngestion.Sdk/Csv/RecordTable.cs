namespace DataIngestion.Csv;

/// <summary>The fields of a block of records, row by row. Reused between blocks.</summary>
internal sealed class RecordTable(int stride, int capacity)
{
    /// <summary>The fields that are kept of each record; more are counted only, missing ones are null.</summary>
    public int Stride { get; } = stride;

    public int Capacity { get; } = capacity;

    public FieldSpan[] Fields { get; } = new FieldSpan[stride * capacity];

    /// <summary>The fields that each record really has.</summary>
    public int[] Counts { get; } = new int[capacity];

    public int Rows { get; set; }

    public int BlankLines { get; set; }

    public bool HasMalformed { get; set; }

    public LineEndings LineEndings { get; set; }

    /// <summary>The zero-based field whose quote is still open at the end of the text, or -1.</summary>
    public int OpenQuoteField { get; set; } = -1;

    public FieldSpan this[int row, int column] => Fields[(row * Stride) + column];

    public void Clear()
    {
        Rows = 0;
        BlankLines = 0;
        HasMalformed = false;
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
