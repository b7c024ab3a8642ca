using DataIngestion.Csv;

namespace DataIngestion;

/// <summary>How a CSV file is written. What is not declared is detected on the first 256 KiB, and the detection is reported by the reader.</summary>
/// <remarks>
/// <para>Records end with LF, CR LF or CR, mixed at will. An unquoted empty field is null; a quoted empty field is the empty string.</para>
/// <para>A blank line is skipped, except in a file of one column, where it is a row whose only value is null.</para>
/// <para>A row with too few or too many fields, with text after a closing quote, or with bytes that are not in the encoding stays in its batch,
/// with nulls for what is not there, and carries a <see cref="RowFault"/>.</para>
/// <para>A record may be 64 MiB long. Every column needs a name of its own.</para>
/// </remarks>
public sealed record CsvDialect
{
    /// <summary>What separates two fields: one ASCII character, neither the quote nor a line break.</summary>
    /// <value>The default is <see langword="null"/>: detected among comma, semicolon, tab and vertical bar.</value>
    public char? Delimiter { get; init; }

    /// <summary>What encloses a field that holds delimiters, quotes or line breaks: one ASCII character. Inside, it is written twice.</summary>
    /// <value>The default is <c>"</c>. It has no meaning where <see cref="Quoting"/> is off.</value>
    public char Quote { get; init; } = '"';

    /// <summary>Whether fields may be quoted. When off, a quote is an ordinary character and no field can hold a line break.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Quoting { get; init; } = true;

    /// <summary>Whether the first record holds the column names.</summary>
    /// <value>
    /// The default is <see langword="null"/>: no when <see cref="ColumnNames"/> are given or when a field of the first record is a number
    /// or a date, else yes.
    /// </value>
    public bool? Header { get; init; }

    /// <summary>The column names of a file without a header, in the file's order; distinct and not empty.</summary>
    /// <value>The default is <see langword="null"/>: a file without a header has the columns <c>column_1</c>, <c>column_2</c> and so on.</value>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>The name of the character encoding, such as <c>utf-8</c>, <c>utf-16</c>, <c>windows-1252</c> or <c>latin1</c>.</summary>
    /// <value>The default is <see langword="null"/>: what the byte order mark says (UTF-8, UTF-16 of either order), else UTF-8.</value>
    public string? Encoding { get; init; }

    /// <summary>Whether spaces around a field are no part of it, as in files that separate by <c>, </c>. Spaces inside quotes stay.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool TrimSpaces { get; init; }

    /// <summary>The number of lines before the header, or before the first record without one, that are no data; 0 or more.</summary>
    /// <value>The default is 0.</value>
    public int SkipLines { get; init; }

    internal void Validate()
    {
        Require(Delimiter is null || IsUsable(Delimiter.Value), "Delimiter must be one ASCII character and no line break.", nameof(Delimiter));
        Require(!Quoting || IsUsable(Quote), "Quote must be one ASCII character and no line break.", nameof(Quote));
        Require(!Quoting || Delimiter != Quote, "Delimiter and Quote must differ.", nameof(Delimiter));
        Require(
            !TrimSpaces || (Delimiter != ' ' && Quote != ' '), "TrimSpaces cannot be used with a space as Delimiter or Quote.", nameof(TrimSpaces));
        Require(SkipLines >= 0, "SkipLines must be 0 or more.", nameof(SkipLines));
        Require(Encoding is null || TextDecoding.IsKnown(Encoding), $"Encoding '{Encoding}' is not known.", nameof(Encoding));
        ValidateColumnNames();
    }

    private void ValidateColumnNames()
    {
        if (ColumnNames is null)
        {
            return;
        }

        Require(Header != true, "ColumnNames are for files without a header; leave them out or declare Header = false.", nameof(ColumnNames));
        Require(ColumnNames.Count > 0, "ColumnNames must name at least one column.", nameof(ColumnNames));
        Require(!ColumnNames.Any(string.IsNullOrWhiteSpace), "ColumnNames must not hold an empty name.", nameof(ColumnNames));
        string? twice = ColumnNames.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        Require(twice is null, $"ColumnNames holds '{twice}' more than once.", nameof(ColumnNames));
    }

    private static bool IsUsable(char value) => char.IsAscii(value) && value is not ('\r' or '\n' or '\0');

    private static void Require(bool condition, string message, string setting)
    {
        if (!condition)
        {
            throw new ArgumentException(message, setting);
        }
    }
}
