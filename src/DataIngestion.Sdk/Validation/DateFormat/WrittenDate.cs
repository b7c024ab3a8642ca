using System.Globalization;
using System.Text;

namespace DataIngestion.Validation;

/// <summary>Text that a person reads as a date or a time.</summary>
internal static class WrittenDate
{
    private const int Longest = 100;

    // Parsing accepts a lone number as a day or a year only where people write it so; dd.MM and dd/MM orders need their own cultures.
    private static readonly CultureInfo[] Orders = [CultureInfo.InvariantCulture, DayFirst('/'), DayFirst('.')];

    private static readonly string[] Compact = ["yyyyMMdd", "yyyyMMddHHmmss", "yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmmssK", "yyyy", "MMM yyyy", "MMMM yyyy"];

    public static bool IsDate(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > Longest || text.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
        {
            return false;
        }

        Span<char> characters = stackalloc char[Longest];
        ReadOnlySpan<char> value = characters[..Encoding.UTF8.GetChars(text, characters)].Trim();
        if (DateTime.TryParseExact(value, Compact, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return true;
        }

        // A number alone is a date in none of the other forms.
        if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return false;
        }

        foreach (CultureInfo order in Orders)
        {
            if (DateTime.TryParse(value, order, DateTimeStyles.AllowWhiteSpaces, out _))
            {
                return true;
            }
        }

        return false;
    }

    private static CultureInfo DayFirst(char separator)
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.ShortDatePattern = $"dd{separator}MM{separator}yyyy";
        culture.DateTimeFormat.DateSeparator = separator.ToString();
        return CultureInfo.ReadOnly(culture);
    }
}
