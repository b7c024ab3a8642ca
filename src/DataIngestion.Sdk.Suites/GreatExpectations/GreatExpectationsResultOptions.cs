namespace DataIngestion;

/// <summary>Which release of Great Expectations reads the results.</summary>
public enum GreatExpectationsVersion
{
    /// <summary>1.x: <c>type</c>, <c>suite_name</c>, <c>suite_parameters</c>.</summary>
    V1,

    /// <summary>0.18: <c>expectation_type</c>, <c>evaluation_parameters</c>, the suite's name in <c>meta</c>.</summary>
    V018,
}

/// <summary>How much a result tells.</summary>
public enum GreatExpectationsResultFormat
{
    /// <summary>Only whether it succeeded.</summary>
    BooleanOnly,

    /// <summary>Counts, and up to 20 failing values.</summary>
    Basic,

    /// <summary>Also how often each of them occurs, and their rows.</summary>
    Summary,

    /// <summary>Also all failing values and rows that the report holds.</summary>
    Complete,
}

/// <summary>How validation results are written for Great Expectations.</summary>
public sealed record GreatExpectationsResultOptions
{
    /// <summary>Which release reads them.</summary>
    /// <value>The default is 1.x.</value>
    public GreatExpectationsVersion Version { get; init; } = GreatExpectationsVersion.V1;

    /// <summary>How much they tell.</summary>
    /// <value>The default is <see cref="GreatExpectationsResultFormat.Summary"/>.</value>
    public GreatExpectationsResultFormat Format { get; init; } = GreatExpectationsResultFormat.Summary;
}
