namespace DataIngestion;

/// <summary>What one column promises.</summary>
/// <param name="Name">The column's name as delivered and as published.</param>
/// <param name="Type">Its type.</param>
public sealed record ColumnContract(string Name, ColumnType Type)
{
    /// <summary>Whether a missing value breaks the contract.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Required { get; init; }

    /// <summary>For dates and timestamps in text: the accepted formats as .NET custom format strings, such as <c>yyyy-MM-dd</c> or <c>M/d/yyyy</c>.</summary>
    /// <value>The default is empty: ISO 8601 only.</value>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>For booleans in text: what stands for true.</summary>
    /// <value>The default is <c>true</c> in any case.</value>
    public IReadOnlyList<string> TrueValues { get; init; } = ["true", "True", "TRUE"];

    /// <summary>For booleans in text: what stands for false.</summary>
    /// <value>The default is <c>false</c> in any case.</value>
    public IReadOnlyList<string> FalseValues { get; init; } = ["false", "False", "FALSE"];

    /// <summary>Text that stands for a missing value in this column, such as <c>?</c>. An empty unquoted field is always missing.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<string> MissingMarkers { get; init; } = [];

    /// <summary>For numbers in text: the decimal sign.</summary>
    /// <value><c>.</c> or <c>,</c>. The default is <c>.</c></value>
    public char DecimalSign { get; init; } = '.';

    /// <summary>What happens to a value that does not fit the type, or is missing although required.</summary>
    /// <value>The default is <see cref="MismatchPolicy.Fail"/>.</value>
    public MismatchPolicy OnMismatch { get; init; } = MismatchPolicy.Fail;
}

/// <summary>What happens to a value that does not fit its column.</summary>
public enum MismatchPolicy
{
    /// <summary>The whole delivery is held.</summary>
    Fail,

    /// <summary>The row goes to quarantine.</summary>
    Quarantine,

    /// <summary>The value becomes missing and is counted. Not for required columns: there the row goes to quarantine.</summary>
    Null,
}
