namespace DataIngestion;

/// <summary>How a regular expression is matched.</summary>
public sealed record MatchesOptions
{
    /// <summary>Whether case makes no difference (by the rules of the invariant culture).</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IgnoreCase { get; init; }

    /// <summary>The longest time for one value. A value that takes longer fails.</summary>
    /// <value>More than zero. The default is 100 milliseconds.</value>
    public TimeSpan MatchTimeout { get; init; } = TimeSpan.FromMilliseconds(100);
}
