namespace DataIngestion.Validation;

/// <summary>A rule cannot go on. Its message is this library's own and quotes no value, so that it may be reported from a pipeline that masks.</summary>
internal sealed class RuleException(string message) : Exception(message)
{
    /// <summary>Whether the rule costs so much that it must not be asked about later rows either.</summary>
    public bool IsTooCostly { get; init; }
}
