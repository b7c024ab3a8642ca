using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DataIngestion.Csv;

/// <summary>What tells a row of names from a row of values.</summary>
/// <param name="FirstIsTyped">A field of the first record is a number or a date.</param>
/// <param name="RestIsTyped">A field of a later record is one.</param>
internal readonly record struct HeaderEvidence(bool FirstIsTyped, bool RestIsTyped)
{
    public const int Rows = 100;

    private static readonly SearchValues<char> DigitsAndSigns = SearchValues.Create("0123456789+-.,:/ %");

    public static HeaderEvidence Of(byte[] text, RecordTable table, in CsvSyntax syntax)
    {
        bool rest = false;
        for (int row = 1; row < table.Rows && !rest; row++)
        {
            rest = AnyTyped(text, table, row, syntax);
        }

        return new HeaderEvidence(table.Rows > 0 && AnyTyped(text, table, 0, syntax), rest);
    }

    private static bool AnyTyped(byte[] text, RecordTable table, int row, in CsvSyntax syntax)
    {
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(text);
        for (int column = 0; column < table.Fields; column++)
        {
            FieldSpan field = table.Value(ref bytes, row, column, syntax);
            if (field.Length is > 0 and < 64 && IsTyped(Encoding.UTF8.GetString(text, field.Start, field.Length).Trim()))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTyped(string value)
    {
        const NumberStyles Number = NumberStyles.Float | NumberStyles.AllowThousands | NumberStyles.AllowTrailingSign;
        return value.Any(char.IsAsciiDigit)
            && (!value.AsSpan().ContainsAnyExcept(DigitsAndSigns)
                || double.TryParse(value, Number, CultureInfo.InvariantCulture, out _)
                || (char.IsAsciiDigit(value[0]) && DateTime.TryParse(value, CultureInfo.InvariantCulture, out _)));
    }
}
