namespace DataIngestion;

/// <summary>Which value a quantile is that falls between two rows, as numpy names the methods.</summary>
public enum QuantileInterpolation
{
    /// <summary>On the straight line between both.</summary>
    Linear,

    /// <summary>The lower one.</summary>
    Lower,

    /// <summary>The higher one.</summary>
    Higher,

    /// <summary>The nearer one; half-way, the one with the even rank.</summary>
    Nearest,

    /// <summary>Half-way between both.</summary>
    Midpoint,
}
