using System.Globalization;
using System.Text;

namespace DataIngestion.Csv;

/// <summary>What tells a row of names from a row of values.</summary>
/// <param name="FirstIsTyped">A field of the first record is a number or a date.</param>
/// <param name="RestIsTyped">A field of a later record is one.</param>
internal readonly record struct HeaderEvidence(bool FirstIsTyped, bool RestIsTyped)
{
    public const int Rows = 100;

    public static HeaderEvidence Of(byte[] text, RecordTable table)
    {
        bool rest = false;
        for (int row = 1; row < table.Rows && !rest; row++)
        {
            rest = AnyTyped(text, table, row);
        }

        return new HeaderEvidence(table.Rows > 0 && AnyTyped(text, table, 0), rest);
    }

    private static bool AnyTyped(byte[] text, RecordTable table, int row)
    {
        for (int column = 0; column < table.Stride; column++)
        {
            FieldSpan field = table[row, column];
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
        bool digitsAndSigns = value.Any(char.IsAsciiDigit) && value.All(character => char.IsAsciiDigit(character) || "+-.,:/ %".Contains(character, StringComparison.Ordinal));
        return digitsAndSigns
            || (value.Any(char.IsAsciiDigit) && double.TryParse(value, Number, CultureInfo.InvariantCulture, out _))
            || (value.Length > 0 && char.IsAsciiDigit(value[0]) && DateTime.TryParse(value, CultureInfo.InvariantCulture, out _));
    }
}
