namespace DataIngestion.Validation;

/// <summary>A figure, and between what it is guaranteed to be where it is not known exactly.</summary>
internal readonly record struct FigureValue(double Lowest, double Value, double Highest)
{
    public static FigureValue? Exactly(double? value) => value is { } known ? new FigureValue(known, known, known) : null;
}
