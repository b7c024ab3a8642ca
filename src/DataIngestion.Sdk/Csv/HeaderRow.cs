using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace DataIngestion.Csv;

/// <summary>Turns the first record into column names.</summary>
internal static class HeaderRow
{
    public static string[] Numbered(int count) => [.. Enumerable.Range(1, count).Select(number => $"column_{number}")];

    public static string[] Read(byte[] text, RecordTable table, int count, in CsvSyntax syntax, CsvOrigin origin)
    {
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(text);
        string[] names = new string[count];
        for (int column = 0; column < names.Length; column++)
        {
            names[column] = Name(text, table.Value(ref bytes, 0, column, syntax), column, syntax, origin);
        }

        Check(names, origin);
        return names;
    }

    private static string Name(byte[] text, FieldSpan field, int column, in CsvSyntax syntax, CsvOrigin origin)
    {
        if (field.IsMalformed)
        {
            throw Refuse(origin, $"the name of column {column + 1} goes on after its closing quote. Repair the header.");
        }

        ReadOnlySpan<byte> bytes = text.AsSpan(field.Start, Math.Max(field.Length, 0));
        if (bytes.Contains((byte)0))
        {
            throw Refuse(origin, "the header holds NUL bytes. Declare Encoding = \"utf-16\" when the file is in UTF-16, else get it again.");
        }

        if (!Utf8.IsValid(bytes))
        {
            throw Refuse(origin, $"the name of column {column + 1} is not valid UTF-8. Declare the file's Encoding, such as windows-1252.");
        }

        string name = Encoding.UTF8.GetString(bytes);
        string quote = ((char)syntax.Quote).ToString();
        return field.IsEscaped ? name.Replace(quote + quote, quote, StringComparison.Ordinal) : name;
    }

    private static void Check(string[] names, CsvOrigin origin)
    {
        int[] empty = [.. Enumerable.Range(0, names.Length).Where(column => string.IsNullOrWhiteSpace(names[column])).Select(column => column + 1)];
        string[] twice = [.. names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];
        const string Remedy = "Name every column once, or declare Header = false with ColumnNames.";
        if (empty.Length > 0)
        {
            throw Refuse(origin, $"the header has no name for column {string.Join(", ", empty)}. {Remedy}");
        }

        if (twice.Length > 0)
        {
            throw Refuse(origin, $"the header names '{string.Join("', '", twice)}' more than once. {Remedy}");
        }
    }

    private static SourceException Refuse(CsvOrigin origin, string what) => origin.Refuse(what, CsvOrigin.Header, null);
}
