using System.Security.Cryptography;
using DataIngestion;
using QuickStart;

// Three monthly claim files arrive in a folder. One pipeline takes what is new, checks it, compares it with
// what came before, keeps the untouched original, publishes a clean, masked version, and records what happened.
string root = Workspace.Prepare(args.Length > 0 ? args[0] : "quickstart-lake");
string incoming = Path.Combine(root, "incoming");
LocalStore files = LocalStore.Open(root);
LocalStore lake = LocalStore.Open(Path.Combine(root, "lake"));
await using SqliteMetadataStore metadata = SqliteMetadataStore.Open(Path.Combine(root, "lake", "metadata.db"));

// In production: MaskKey.FromEnvironment("CLAIMS_MASK_KEY"). The sample makes a key for this run alone.
MaskKey key = MaskKey.FromBytes("quickstart", RandomNumberGenerator.GetBytes(32));

DataPipeline pipeline = DataPipeline.Create("claims")
    .From(FileSource.Csv(files, "incoming/*.csv", new FileSourceOptions { Ready = FileReadiness.Immediately }))
    .WithContract(contract => contract
        .Column("claim_id", ColumnType.Int64).Required()
        .Column("policy_number", ColumnType.String).Required()
        .Column("incident_date", ColumnType.Date, formats: ["M/d/yyyy", "yyyy-MM-dd", "d-MMM-yyyy"]).Required()
        .Column("insured_name", ColumnType.String)
        .Column("insured_zip", ColumnType.String)
        .Column("age", ColumnType.Int32).OnMismatch(MismatchPolicy.Quarantine)
        .Column("policy_state", ColumnType.String)
        .Column("incident_type", ColumnType.String, missing: ["?"])
        .Column("annual_premium", ColumnType.Decimal(10, 2), missing: ["?"])
        .Column("claim_amount", ColumnType.Decimal(12, 2))
        .Column("fraud_reported", ColumnType.Boolean, trueValues: ["Y"], falseValues: ["N"])
        .PrimaryKey("claim_id"))
    .Validate(rules => rules
        .Range("age", 16, 110).Quarantine()
        .OneOf("policy_state", "OH", "IN", "IL")
        .RowCount(1_000, 100_000))
    .DetectDrift(drift => drift.AgainstPreviousVersion().Target("fraud_reported"))
    .Mask(mask => mask.Zip3("insured_zip").Hash("insured_name", key))
    .StoreRaw(lake.Zone("raw"))
    .StoreProcessed(lake.Zone("processed"))
    .TrackIn(metadata)
    .Build();

ClaimFileGenerator generator = new(seed: 2026);

Report.Heading("January arrives: the first version");
generator.Write(Path.Combine(incoming, "claims-2026-01.csv"), new DateOnly(2026, 1, 1), rows: 4_000);
Report.Print(await pipeline.RunAsync());

Report.Heading("February arrives: compared with January, published");
generator.Write(Path.Combine(incoming, "claims-2026-02.csv"), new DateOnly(2026, 2, 1), rows: 4_200);
Report.Print(await pipeline.RunAsync());

Report.Heading("March arrives: premiums shifted, a key repeated, words where numbers belong");
generator.Write(Path.Combine(incoming, "claims-2026-03.csv"), new DateOnly(2026, 3, 1), rows: 4_100, broken: true);
PipelineResult march = await pipeline.RunAsync();
Report.Print(march);

Report.Heading("The same command again: nothing is read twice, nothing is published twice");
PipelineResult again = await pipeline.RunAsync();
Report.Print(again);

Report.Heading("What a model sees");
GovernedTable table = GovernedTable.At(pipeline.Table);
await Report.PrintTableAsync(table);
await Report.PrintFilesAsync(table, lake, root);

return march.Status == PipelineStatus.Held && again.Runs.Count == 0 && (await table.GetVersionAsync()).Version == 1 ? 0 : 1;
