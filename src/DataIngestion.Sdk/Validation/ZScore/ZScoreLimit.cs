using System.Globalization;

namespace DataIngestion.Validation;

/// <summary>How far from the mean a value may lie.</summary>
internal sealed record ZScoreLimit(string Column, double Threshold, bool DoubleSided)
{
    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"z_score({Column}, {Threshold:R}{(DoubleSided ? "" : ", above only")})");

    public string Expectation => string.Create(
        CultureInfo.InvariantCulture, $"{Column} less than {Threshold:R} standard deviations {(DoubleSided ? "from" : "above")} its mean");

    // Negated so that NaN, which no comparison holds for, fails.
    public bool Fails(double value, double mean, double deviation)
    {
        double score = (value - mean) / deviation;
        return !((DoubleSided ? Math.Abs(score) : score) < Threshold);
    }
}
