namespace DataIngestion.Comparisons.Sides;

// The governed table of the comparisons: what a user would declare for the claims file.
internal static class ClaimsTable
{
    public const string Name = "claims";

    // The six columns that are left when a model needs no more.
    public static readonly string[] Few = ["policy_number", "incident_date", "policy_state", "age", "policy_annual_premium", "fraud_reported"];

    private static readonly (string Name, ColumnType Type)[] Columns =
    [
        ("policy_number", ColumnType.Int64), ("incident_date", ColumnType.Date), ("policy_bind_date", ColumnType.Date),
        ("policy_state", ColumnType.String), ("insured_zip", ColumnType.String), ("insured_name", ColumnType.String),
        ("incident_type", ColumnType.String), ("incident_severity", ColumnType.String), ("authorities_contacted", ColumnType.String),
        ("months_as_customer", ColumnType.Int32), ("age", ColumnType.Int32), ("policy_annual_premium", ColumnType.Float64),
        ("umbrella_limit", ColumnType.Int64), ("injury_claim", ColumnType.Float64), ("property_claim", ColumnType.Float64),
        ("total_claim_amount", ColumnType.Float64), ("fraud_reported", ColumnType.String),
    ];

    public static DataContract Contract(IReadOnlyCollection<string>? only = null, bool fromText = true)
    {
        ContractBuilder contract = new();
        foreach ((string name, ColumnType type) in Columns.Where(column => only is null || only.Contains(column.Name)))
        {
            contract.Column(name, type, format: fromText && type == ColumnType.Date ? "yyyy-MM-dd" : null);
        }

        return contract.PrimaryKey("policy_number", "incident_date").NewColumns(only is null ? ColumnPolicy.Freeze : ColumnPolicy.Ignore).Build();
    }

    public static void Rules(ValidationBuilder rules) => rules
        .NotNull("policy_state").NotNull("insured_name").NotNull("total_claim_amount")
        .Range("age", 16, 95).Range("policy_annual_premium", 0.0, 100_000.0)
        .OneOf("incident_type", "Multi-vehicle Collision", "Single Vehicle Collision", "Vehicle Theft", "Parked Car")
        .OneOf("fraud_reported", "Y", "N");

    public static void RulesOfFew(ValidationBuilder rules) => rules
        .NotNull("policy_state").Range("age", 16, 95).Range("policy_annual_premium", 0.0, 100_000.0).OneOf("fraud_reported", "Y", "N");

    // Forty checks of all kinds; with a share of 1 and again with shares, each check has two rules and one computation.
    public static void FortyRules(ValidationBuilder builder)
    {
        ValidationBuilder rules = new();
        foreach (string text in Columns.Where(column => column.Type == ColumnType.String).Select(column => column.Name))
        {
            rules.NotNull(text).Length(text, 1, 60);
        }

        foreach (string number in Numbers)
        {
            rules.Range(number, -10_000_000.0, 10_000_000.0).MeanBetween(number, -1e7, 1e7);
        }

        rules.NotNull("policy_number").NotNull("incident_date").NotNull("policy_bind_date")
            .OneOf("incident_type", "Multi-vehicle Collision", "Single Vehicle Collision", "Vehicle Theft", "Parked Car").OneOf("fraud_reported", "Y", "N")
            .Matches("insured_zip", "^[0-9]{5}$").Like("incident_severity", "%Damage%", "%Loss%").NotOneOf("policy_state", "XX")
            .PairGreater("total_claim_amount", "injury_claim", orEqual: true).DistinctValuesIn("fraud_reported", "Y", "N")
            .MedianBetween("total_claim_amount", 0, 1e9).StandardDeviationBetween("age", 0, 1e6);

        // Some columns have missing values, which are to be counted and not to hold the run.
        foreach (ValidationRule rule in rules.Rules)
        {
            builder.Add(rule with { Severity = Severity.Warning });
        }
    }

    public static void FortyRulesTwice(ValidationBuilder rules)
    {
        FortyRules(rules);
        foreach (ValidationRule rule in rules.Rules.Where(rule => rule.Validator.Scope == CheckScope.Row).ToArray())
        {
            rules.Add(rule with { Mostly = 0.5 });
        }
    }

    private static string[] Numbers => ["months_as_customer", "age", "policy_annual_premium", "umbrella_limit", "injury_claim", "property_claim", "total_claim_amount"];

    // A model learns nothing from names, so they are left out; or they are hashed, to tell people apart.
    public static DataPipelineBuilder Govern(DataPipelineBuilder pipeline, bool hashNames, Action<ValidationBuilder>? rules = null) => pipeline
        .WithContract(Contract())
        .Validate(rules ?? Rules)
        .DetectDrift(drift => drift.AgainstPreviousVersion().Only([.. Data.DriftSample.Numeric, .. Data.DriftSample.Categorical]))
        .Mask(mask => _ = hashNames ? mask.Zip3("insured_zip").Hash("insured_name", Key()) : mask.Zip3("insured_zip").Drop("insured_name"));

    // A benchmark has no secret to keep.
    private static MaskKey Key() => MaskKey.FromBytes("benchmark", "0123456789abcdef0123456789abcdef"u8);
}
