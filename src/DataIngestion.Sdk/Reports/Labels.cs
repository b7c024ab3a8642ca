namespace DataIngestion.Reports;

/// <summary>The words of the page.</summary>
internal static class Labels
{
    public const string WholeDelivery = "Whole delivery";

    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "Error",
        Severity.Warning => "Warning",
        _ => "Info",
    };

    /// <summary>The name that style and script know a severity by.</summary>
    public static string Key(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    public static string Consequence(ValidationResult result) => (result.Severity, result.OnFailure) switch
    {
        (Severity.Error, FailureAction.Hold) => "Delivery held",
        (Severity.Error, _) => "Rows quarantined",
        _ => "Reported only",
    };

    public static string Columns(ValidationResult result) =>
        result.Columns.Count == 0 ? WholeDelivery : string.Join(", ", result.Columns.Select(column => HtmlText.Shorten(column, 200)));

    /// <summary>How many rows failed, and what share of those judged.</summary>
    public static string Failed(ValidationResult result) => result switch
    {
        { RowsFailed: > 0 } => $"{Figures.Count(result.RowsFailed)} ({Figures.Share(FailedShare(result))})",
        { Passed: true } => "0",
        _ => "as a whole",
    };

    /// <summary>A value of the data, told apart from one that is not there.</summary>
    public static void WriteValue(HtmlWriter html, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            html.Element("em", value is null ? "missing" : "empty text");
        }
        else
        {
            html.Element("code", HtmlText.Shorten(value, 300), ("dir", "auto"));
        }
    }

    /// <summary>What share of the judged rows failed; a rule over the whole delivery failed wholly or not at all.</summary>
    public static double FailedShare(ValidationResult result)
    {
        long judged = result.RowsChecked - result.RowsMissing;
        return result.RowsFailed == 0 || judged <= 0 ? (result.Passed ? 0 : 1) : Math.Min(1, (double)result.RowsFailed / judged);
    }
}
