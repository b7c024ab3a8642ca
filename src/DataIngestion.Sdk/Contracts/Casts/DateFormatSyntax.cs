namespace DataIngestion.Contracts.Casts;

internal enum DateFormatStepKind
{
    Literal,
    Year,
    TwoDigitYear,
    Month,
    AbbreviatedMonth,
    MonthName,
    Day,
    Hour,
    Minute,
    Second,
    Fraction,
    Zone,
}

internal readonly record struct DateFormatStep(DateFormatStepKind Kind, int Minimum = 0, byte Literal = 0);

/// <summary>Takes .NET custom date formats apart.</summary>
internal static class DateFormatSyntax
{
    /// <summary>The steps, or <see langword="null"/> for a format with rare specifiers.</summary>
    public static DateFormatStep[]? Steps(string format)
    {
        List<DateFormatStep> steps = [];
        if (format.Length < 2)
        {
            return null;
        }

        foreach ((char specifier, int count, bool literal) in Parts(format))
        {
            DateFormatStep? step = literal ? LiteralStep(specifier) : StepOf(specifier, count);
            if (step is null)
            {
                return null;
            }

            steps.Add(step.Value);
        }

        // Repeated specifiers have rules of their own in .NET.
        return steps.Where(step => step.Kind != DateFormatStepKind.Literal).GroupBy(FieldOf).Any(group => group.Count() > 1) ? null : [.. steps];
    }

    public static bool HasZone(string format) => Parts(format).Any(part => !part.Literal && part.Specifier is 'K' or 'z' or 'Z');

    public static bool HasTime(string format) => Parts(format).Any(part => !part.Literal && part.Specifier is 'H' or 'h' or 'm' or 's' or 'f' or 'F' or 't');

    /// <summary>Runs of specifiers and single literal characters.</summary>
    private static IEnumerable<(char Specifier, int Count, bool Literal)> Parts(string format)
    {
        for (int i = 0; i < format.Length;)
        {
            char at = format[i];
            if (at is '\'' or '"')
            {
                int end = format.IndexOf(at, i + 1);
                for (int inside = i + 1; inside < (end < 0 ? format.Length : end); inside++)
                {
                    yield return (format[inside], 1, true);
                }

                i = end < 0 ? format.Length : end + 1;
            }
            else if (at == '\\' && i + 1 < format.Length)
            {
                yield return (format[i + 1], 1, true);
                i += 2;
            }
            else
            {
                int count = 1;
                while (i + count < format.Length && format[i + count] == at)
                {
                    count++;
                }

                yield return (at, count, false);
                i += count;
            }
        }
    }

    private static DateFormatStep? StepOf(char specifier, int count) => (specifier, count) switch
    {
        ('y', 4) => new(DateFormatStepKind.Year),
        ('y', 2) => new(DateFormatStepKind.TwoDigitYear),
        ('M', <= 2) => new(DateFormatStepKind.Month, count),
        ('M', 3) => new(DateFormatStepKind.AbbreviatedMonth),
        ('M', 4) => new(DateFormatStepKind.MonthName),
        ('d', <= 2) => new(DateFormatStepKind.Day, count),
        ('H', <= 2) => new(DateFormatStepKind.Hour, count),
        ('m', <= 2) => new(DateFormatStepKind.Minute, count),
        ('s', <= 2) => new(DateFormatStepKind.Second, count),
        ('f', <= 7) => new(DateFormatStepKind.Fraction, count),
        ('z', 3) => new(DateFormatStepKind.Zone),
        ('/' or ':' or '-' or '.' or ',' or ' ' or 'T' or '_', 1) => new(DateFormatStepKind.Literal, Literal: (byte)specifier),
        _ => null,
    };

    private static DateFormatStep? LiteralStep(char character) =>
        char.IsAscii(character) ? new DateFormatStep(DateFormatStepKind.Literal, Literal: (byte)character) : null;

    private static DateFormatStepKind FieldOf(DateFormatStep step) => step.Kind switch
    {
        DateFormatStepKind.TwoDigitYear => DateFormatStepKind.Year,
        DateFormatStepKind.AbbreviatedMonth or DateFormatStepKind.MonthName => DateFormatStepKind.Month,
        _ => step.Kind,
    };
}
