using System.Globalization;
using System.Text.Json;

namespace DataIngestion.Validation;

/// <summary>The bounds of a figure.</summary>
internal sealed record FigureBounds(double? Minimum, double? Maximum, bool StrictMinimum, bool StrictMaximum)
{
    /// <exception cref="ArgumentException">There is no bound, one is NaN, or nothing lies between them.</exception>
    public FigureBounds Checked(string what)
    {
        if (Minimum is null && Maximum is null)
        {
            throw new ArgumentException($"The {what} has no bound: give a minimum or a maximum.");
        }

        bool empty = Minimum is { } low && Maximum is { } high && (StrictMinimum || StrictMaximum ? !(low < high) : !(low <= high));
        return empty || double.IsNaN(Minimum ?? 0) || double.IsNaN(Maximum ?? 0)
            ? throw new ArgumentException($"No {what} lies in {this}.")
            : this;
    }

    public bool Contains(double figure) =>
        (Minimum is not { } low || (StrictMinimum ? figure > low : figure >= low)) && (Maximum is not { } high || (StrictMaximum ? figure < high : figure <= high));

    /// <summary>Judges a figure; where there is none, the check fails. One that is only known to be between two values holds when both do.</summary>
    public FigureVerdict Judge(string what, FigureValue? figure)
    {
        if (figure is not { } found || !double.IsFinite(found.Value))
        {
            return new(false, $"there is no {what}, because there is no value or one that is not finite", null);
        }

        string text = found.Lowest == found.Highest
            ? string.Create(CultureInfo.InvariantCulture, $"the {what} is {found.Value}")
            : string.Create(CultureInfo.InvariantCulture, $"the {what} is about {found.Value}, guaranteed to be from {found.Lowest} to {found.Highest}");
        return new(Contains(found.Lowest) && Contains(found.Highest), text, JsonSerializer.SerializeToElement(found.Value));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Side(Minimum, StrictMinimum, "> ")}, {Side(Maximum, StrictMaximum, "< ")}");

    private static string Side(double? bound, bool strict, string sign) => bound is { } value ? (strict ? sign : "") + value.ToString("R", CultureInfo.InvariantCulture) : "…";
}
