using System.Text.Json;

namespace DataIngestion.Reports;

/// <summary>Reports as they come in practice, and as an attacker would send them.</summary>
internal static class SampleReports
{
    private static readonly DateTimeOffset At = new(2026, 8, 31, 6, 30, 0, TimeSpan.Zero);

    /// <summary>Text that would run, restyle or reorder the page if any of it got through.</summary>
    public static readonly string[] Hostile =
    [
        "<script>window.injected1=1</script>",
        "</script></style><script>window.injected2=1</script>",
        "\"><img src=x onerror=\"window.injected3=1\">",
        "' onmouseover='window.injected4=1' x='",
        "--><svg onload=window.injected5=1>",
        "javascript:window.injected6=1",
        "<style>body{display:none}</style><base href='https://example.invalid/'>",
        "&lt;script&gt;window.injected7=1&lt;/script&gt;",
        "\u202Egnp.exe\u202C \u2066isolated \u200Bzero\uFEFF",
        "bell\u0007 null\0 escape\u001B[31m delete\u007F next line\u0085 separator\u2028",
        "lone \uD83D surrogate, whole \U0001F600",
        "line\r\nbreak\ttab  two spaces ",
        new string('W', 100_000),
        string.Concat(Enumerable.Repeat("e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", 500)),
        "مرحبا بالعالم",
        "{{constructor.constructor('window.injected8=1')()}}",
    ];

    public static ValidationReport Passed() => new("claims.csv", At, 40_000,
    [
        Holds("hasColumns(policy_number, age, total)", [], "All columns are there."),
        Holds("notNull(policy_number)", ["policy_number"], "No value is missing."),
        Holds("unique(policy_number)", ["policy_number"], "No key occurs twice."),
        Holds("range(age, 16, 110)", ["age"], "Values are between 16 and 110.") with { RowsMissing = 120 },
        Holds("matches(zip, ^\\d{5}$) mostly 0.95", ["zip"], "Values match the pattern. At least 95% have to pass, which they do.") with { RowsFailed = 31 },
    ]);

    public static ValidationReport Failed() => new("claims.csv", At, 40_000,
    [
        .. Passed().Results,
        Fails("row(total == injury + property + vehicle)", ["total", "injury", "property", "vehicle"], 412, "The total is the sum of its parts.") with
        {
            OnFailure = FailureAction.Quarantine,
            Samples = [.. Enumerable.Range(0, 5).Select(row => new FailureSample("incoming/2026-08-31/claims.csv", 17 + (301 * row), "total", $"{71_610 + row}.50"))],
        },
        Fails("range(umbrella_limit, 0, 10000000)", ["umbrella_limit"], 1, "Values are between 0 and 10,000,000.") with
        {
            Samples = [new FailureSample("incoming/2026-08-31/claims.csv", 291, "umbrella_limit", "-1000000")],
        },
        Fails("rowCount(50000, 100000)", [], 0, "Between 50,000 and 100,000 rows were expected and 40,000 were found."),
        Fails("notNull(email)", ["email"], 9_120, "No value is missing.") with
        {
            Severity = Severity.Warning,
            Samples = [new FailureSample("incoming/2026-08-31/claims.csv", 3, "email", null), new FailureSample("incoming/2026-08-31/claims.csv", 9, "email", "")],
        },
        Fails("matches(ssn, ^\\d{3}-\\d{2}-\\d{4}$)", ["ssn"], 3, "Values match the pattern.") with
        {
            Severity = Severity.Warning,
            RowsMissing = 38_000,
            Samples = [new FailureSample("incoming/2026-08-31/claims.csv", 3_070, "ssn", "(masked)")],
        },
        Fails("meanBetween(age, 30, 35)", ["age"], 0, "The mean is between 30 and 35.") with
        {
            Severity = Severity.Info,
            Observed = JsonSerializer.SerializeToElement(38.948),
        },
    ])
    {
        Past = [.. Enumerable.Range(0, 24).Select(version => new PastValidation(
            $"{version}",
            At.AddDays(version - 24),
            new Dictionary<string, double>
            {
                ["row(total == injury + property + vehicle)"] = 0.002 + (0.0004 * version * (version % 3)),
                [version % 5 == 2 ? "other" : "notNull(email)"] = 0.2 + (0.01 * (version % 4)),
            }))],
    };

    public static ValidationReport Warnings() => new("policies.parquet", At, 678_013,
    [
        .. Passed().Results.Take(3),
        Fails("oneOf(region, R11, R24)", ["region"], 2, "Values are among 2.") with { Severity = Severity.Warning },
        Fails("zScore(exposure, 3)", ["exposure"], 4, "Values are within 3 standard deviations.") with { Severity = Severity.Info },
    ]);

    /// <summary>300 columns × 100 checks.</summary>
    public static ValidationReport Wide(int failEvery = 701) => new("wide.parquet", At, 1_000_000,
    [
        .. from column in Enumerable.Range(0, 300)
           from check in Enumerable.Range(0, 100)
           let name = $"sensor_{column:D3}"
           let rule = $"range({name}, {check}, {check + 1000})"
           select ((column * 100) + check) % failEvery == failEvery - 1
               ? Fails(rule, [name], 1 + check, $"Values are between {check} and {check + 1000}.") with { Samples = [.. Enumerable.Range(0, 5).Select(row => new FailureSample("wide.parquet", row, name, "-1"))] }
               : Holds(rule, [name], $"Values are between {check} and {check + 1000}."),
    ]);

    public static ValidationReport Foreign() => new(Hostile[0], At, 16,
    [
        .. Hostile.Select((text, index) => Fails(text + index, [text, "b"], index, text) with
        {
            Samples = [.. Hostile.Select(value => new FailureSample(text, index, text, value))],
            Observed = JsonSerializer.SerializeToElement(text.Replace('\uD83D', '?')),
        }),
        .. Hostile.Select(text => Holds(text, [text], text)),
    ])
    {
        Past = [new PastValidation(Hostile[0], At, new Dictionary<string, double> { [Hostile[0] + "0"] = double.NaN, [Hostile[1] + "1"] = 2.5 })],
    };

    public static ValidationReport Nothing() => new("empty.csv", At, 0, []);

    private static ValidationResult Holds(string check, string[] columns, string message) =>
        new(check, columns, Severity.Error, FailureAction.Hold, true, 40_000, 0, message, []);

    private static ValidationResult Fails(string check, string[] columns, long rows, string message) =>
        new(check, columns, Severity.Error, FailureAction.Hold, false, 40_000, rows, message, []);
}
