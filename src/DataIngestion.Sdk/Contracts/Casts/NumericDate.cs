using System.Numerics;
using System.Runtime.CompilerServices;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Dates of three numbers, such as <c>yyyy-MM-dd</c> or <c>M/d/yy</c>, read from one word.</summary>
internal sealed class NumericDate
{
    private const ulong Tops = 0x8080_8080_8080_8080;
    private const int IsoLength = 10;

    // A dash less a dash, a digit less the character 0.
    private const ulong IsoCharacters = 0x2D30_302D_3030_3030;
    private const ulong IsoLimits = 0x7F76_767F_7676_7676;

    private readonly bool _iso;
    private readonly bool _twoDigitYear;
    private readonly NumericField _first;
    private readonly NumericField _middle;
    private readonly NumericField _last;
    private readonly byte _firstLiteral;
    private readonly byte _secondLiteral;
    private readonly int _year;
    private readonly int _month;
    private readonly int _day;

    private NumericDate(DateFormatStep[] steps, bool iso)
    {
        _iso = iso;
        DateFormatStep[] fields = [steps[0], steps[2], steps[4]];
        (_first, _middle, _last) = (new(fields[0]), new(fields[1]), new(fields[2]));
        (_firstLiteral, _secondLiteral) = (steps[1].Literal, steps[3].Literal);
        _year = System.Array.FindIndex(fields, field => field.Kind is DateFormatStepKind.Year or DateFormatStepKind.TwoDigitYear);
        _twoDigitYear = fields.Any(field => field.Kind == DateFormatStepKind.TwoDigitYear);
        _month = System.Array.FindIndex(fields, field => field.Kind == DateFormatStepKind.Month);
        _day = System.Array.FindIndex(fields, field => field.Kind == DateFormatStepKind.Day);
    }

    /// <summary>The reader of a format, or <see langword="null"/> where that holds anything else.</summary>
    public static NumericDate? Of(string format, DateFormatStep[]? steps)
    {
        if (steps is not [_, { Kind: DateFormatStepKind.Literal }, _, { Kind: DateFormatStepKind.Literal }, _]
            || char.IsAsciiDigit((char)steps[1].Literal)
            || char.IsAsciiDigit((char)steps[3].Literal))
        {
            return null;
        }

        NumericDate date = new(steps, format == "yyyy-MM-dd");
        return date is { _year: >= 0, _month: >= 0, _day: >= 0 } ? date : null;
    }

    public bool TryRead(CellView text, out int days) => _iso ? TryIso(text, out days) : TryFields(text, out days);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryIso(CellView text, out int days)
    {
        ulong date = text.First ^ IsoCharacters;
        ulong day = text.Last ^ 0x3030;
        bool written = (((date + IsoLimits) | date) & Tops) == 0 & ShortNumber.AreDigits(day) & text.Length == IsoLength;
        ulong pairs = (date * 10) + (date >> 8);
        int year = ((int)(pairs & 0xFF) * 100) + (int)((pairs >> 16) & 0xFF);
        int month = (int)((pairs >> 40) & 0xFF);
        days = 0;
        return written && CalendarDays.TryFind(year, month, (int)(((day * 10) + (day >> 8)) & 0xFF), out days);
    }

    private bool TryFields(CellView text, out int days)
    {
        days = 0;
        ulong word = text.First;
        ulong others = ShortNumber.Others(word);
        ulong second = others & (others - 1);
        if (text.Length > IsoLength || second == 0)
        {
            return false;
        }

        // Where the two literals are, and how long the numbers around them.
        int firstAt = BitOperations.TrailingZeroCount(others) >> 3;
        int secondAt = BitOperations.TrailingZeroCount(second) >> 3;
        ulong rest = (word >> (8 * secondAt) >> 8) | (text.Last << (56 - (8 * secondAt)));
        bool written = (byte)(word >> (8 * firstAt)) == _firstLiteral
            & (byte)(word >> (8 * secondAt)) == _secondLiteral
            & _first.TryRead(word, firstAt, out int first)
            & _middle.TryRead(word >> (8 * (firstAt + 1)), secondAt - firstAt - 1, out int middle)
            & _last.TryRead(rest, text.Length - secondAt - 1, out int last);
        int year = Choose(_year, first, middle, last);
        return written && CalendarDays.TryFind(
            _twoDigitYear ? Moment.FullYear(year) : year, Choose(_month, first, middle, last), Choose(_day, first, middle, last), out days);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Choose(int field, int first, int middle, int last) => field == 0 ? first : field == 1 ? middle : last;

    /// <summary>How many digits a number has.</summary>
    private readonly struct NumericField(DateFormatStep step)
    {
        private readonly int _least = step.Kind == DateFormatStepKind.Year ? 4 : step.Kind == DateFormatStepKind.TwoDigitYear ? 2 : step.Minimum;
        private readonly int _most = step.Kind == DateFormatStepKind.Year ? 4 : 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool TryRead(ulong word, int length, out int number)
        {
            // Shifted to the end, the digits are led by zeros.
            uint digits = (uint)ShortNumber.Digits(word) << (32 - (8 * length));
            uint pairs = (digits * 10) + (digits >> 8);
            number = (int)(((pairs & 0xFF) * 100) + ((pairs >> 16) & 0xFF));
            return length >= _least & length <= _most & ShortNumber.AreDigits(digits);
        }
    }
}
