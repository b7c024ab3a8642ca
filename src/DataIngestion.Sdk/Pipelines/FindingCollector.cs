namespace DataIngestion.Pipelines;

/// <summary>Counts the contract's own findings and keeps the first few of each as samples.</summary>
internal sealed class FindingCollector(IReadOnlySet<string> masked, bool release)
{
    private const int SampleLimit = 5;
    private readonly Dictionary<string, Finding> _findings = [];

    /// <summary>Whether any finding holds the delivery.</summary>
    public bool Holds => _findings.Values.Any(finding => finding.Holds);

    public void Add(string check, string? column, MismatchPolicy policy, string message, string origin, long row, string? value)
    {
        Finding finding = Of(check, column, policy, message);
        finding.Rows++;
        if (finding.Samples.Count < SampleLimit)
        {
            string? shown = column is not null && masked.Contains(column) ? "(masked)" : value;
            finding.Samples.Add(new FailureSample(origin, row, column ?? "", shown));
        }
    }

    /// <summary>A finding about the delivery as a whole.</summary>
    public void Add(string check, string column, bool holds, string message)
    {
        Finding finding = Of(check, column, holds ? MismatchPolicy.Fail : MismatchPolicy.Null, message);
        finding.Rows = 0;
    }

    /// <summary>Takes over what was found in later rows.</summary>
    public void Merge(FindingCollector later)
    {
        foreach ((string check, Finding other) in later._findings)
        {
            Finding finding = Of(check, other.Column, other.Policy, other.Message);
            finding.Rows += other.Rows;
            finding.Samples.AddRange(other.Samples.Take(SampleLimit - finding.Samples.Count));
        }
    }

    public IEnumerable<ValidationResult> Results(long rowsChecked) => _findings.Select(entry => new ValidationResult(
        entry.Key,
        entry.Value.Column is null ? [] : [entry.Value.Column],
        entry.Value.Policy == MismatchPolicy.Null ? Severity.Warning : Severity.Error,
        entry.Value.Holds ? FailureAction.Hold : FailureAction.Quarantine,
        Passed: false,
        rowsChecked,
        entry.Value.Rows,
        entry.Value.Message,
        entry.Value.Samples));

    private Finding Of(string check, string? column, MismatchPolicy policy, string message)
    {
        if (!_findings.TryGetValue(check, out Finding? finding))
        {
            // A release publishes what can be published; rows that break the contract cannot, so they are quarantined.
            _findings[check] = finding = new Finding(column, policy, policy == MismatchPolicy.Fail && !release, message);
        }

        return finding;
    }

    private sealed class Finding(string? column, MismatchPolicy policy, bool holds, string message)
    {
        public string? Column { get; } = column;

        public MismatchPolicy Policy { get; } = policy;

        public bool Holds { get; } = holds;

        public string Message { get; } = message;

        public long Rows { get; set; }

        public List<FailureSample> Samples { get; } = [];
    }
}
