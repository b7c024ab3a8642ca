using System.Globalization;

namespace DataIngestion.Suites;

/// <summary>A column with what is known about it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type of the contract.</param>
/// <param name="Facts">What was seen.</param>
/// <param name="Concealed">Why no value of it may be shown, or null.</param>
internal sealed record SuggestedColumn(string Name, ColumnType Type, ColumnFacts Facts, string? Concealed)
{
    public bool IsConcealed => Concealed is not null;

    public static string Share(double share) => share.ToString("0.##%", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
