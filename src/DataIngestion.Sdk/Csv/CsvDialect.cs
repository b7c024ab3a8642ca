namespace DataIngestion;

/// <summary>How a CSV file is written. What is not declared is detected, and the detection is reported.</summary>
public sealed record CsvDialect
{
    /// <summary>What separates fields: one ASCII character.</summary>
    /// <value>The default is <see langword="null"/>: detected among comma, semicolon, tab and bar.</value>
    public char? Delimiter { get; init; }

    /// <summary>What encloses fields that hold delimiters, quotes or line ends; it is doubled inside them. <see langword="null"/> means that no character does.</summary>
    /// <value>The default is <c>"</c>.</value>
    public char? Quote { get; init; } = '"';

    /// <summary>Whether the first record names the columns.</summary>
    /// <value>The default is <see langword="null"/>: it does, unless one of its fields is empty, occurs twice or is a number.</value>
    public bool? Header { get; init; }

    /// <summary>The columns' names where the file has no header.</summary>
    /// <value>The default is <see langword="null"/>: <c>column_1</c>, <c>column_2</c>, …</value>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>The text encoding by its IANA name, such as <c>utf-8</c>, <c>utf-16</c> or <c>windows-1252</c>. A byte order mark wins over it.</summary>
    /// <value>The default is <see langword="null"/>: by byte order mark, else UTF-8.</value>
    public string? Encoding { get; init; }

    /// <summary>Whether spaces around unquoted fields are dropped, as for <c>a, b, c</c>.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool TrimSpaces { get; init; }

    /// <summary>How many lines before the header are no data, 0 or more.</summary>
    /// <value>The default is 0.</value>
    public int SkipLines { get; init; }

    internal void Validate()
    {
        CheckCharacter(Delimiter, nameof(Delimiter));
        CheckCharacter(Quote, nameof(Quote));
        Require(Delimiter is null || Delimiter != Quote, $"{nameof(Delimiter)} and {nameof(Quote)} are the same character.");
        Require(SkipLines >= 0, $"{nameof(SkipLines)} is {SkipLines}: use 0 or more.");
        Require(ColumnNames is null || Header != true, $"{nameof(ColumnNames)} are for files without a header: leave {nameof(Header)} out or set it to false.");
        Require(ColumnNames is null || ColumnNames.Distinct(StringComparer.Ordinal).Count() == ColumnNames.Count, $"{nameof(ColumnNames)} holds a name twice.");
        Require(Encoding is null || Csv.CsvEncoding.Find(Encoding) is not null, $"{nameof(Encoding)} '{Encoding}' is not known: use a name such as utf-8, utf-16 or windows-1252.");
    }

    private static void CheckCharacter(char? character, string setting) => Require(
        character is null or (< (char)128 and not '\r' and not '\n' and not '\0'), $"{setting} must be one ASCII character and no line end.");

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException("The CSV dialect is not valid. " + message);
        }
    }
}
