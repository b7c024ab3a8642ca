using CustomValidator;
using DataIngestion;

// Two policies of these three have a right check digit; the other one goes to quarantine with the name of the rule.
string folder = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("custom-validator").FullName;
Directory.CreateDirectory(Path.Combine(folder, "incoming"));
File.WriteAllText(Path.Combine(folder, "incoming", "policies.csv"), "policy_number,age\n79927398713,41\n79927398710,35\n18,52\n");

LocalStore disk = LocalStore.Open(folder);
DataPipeline pipeline = DataPipeline.Create("policies")
    .From(FileSource.Csv(disk, "incoming/*.csv", new FileSourceOptions { Ready = FileReadiness.Immediately }))
    .Validate(rules => rules.Luhn("policy_number").Quarantine())
    .StoreProcessed(disk.Zone("processed"))
    .Build();

PipelineResult result = await pipeline.RunAsync();
foreach (RunRecord run in result.Runs)
{
    Console.WriteLine($"{run.Status}: {run.Rows.Inserted} published, {run.Rows.Quarantined} quarantined");
    foreach (ValidationResult check in run.Validation)
    {
        Console.WriteLine($"{check.Check}: {check.Message}");
    }
}

return result.Runs is [{ Status: RunStatus.Published, Rows: { Inserted: 2, Quarantined: 1 } }] ? 0 : 1;
