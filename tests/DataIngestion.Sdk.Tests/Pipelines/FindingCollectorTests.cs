using System.Text.Json;

namespace DataIngestion.Pipelines;

public sealed class FindingCollectorTests
{
    [Fact]
    public void Merge_ChunksInOrder_EqualsOneCollectorOverAllRows()
    {
        FindingCollector one = new(new HashSet<string> { "name" }, release: false);
        FindingCollector merged = new(new HashSet<string> { "name" }, release: false);
        one.Add("contract.columns(extra)", "extra", holds: false, "an extra column");
        merged.Add("contract.columns(extra)", "extra", holds: false, "an extra column");
        for (int chunk = 0; chunk < 4; chunk++)
        {
            FindingCollector part = new(new HashSet<string> { "name" }, release: false);
            for (int row = 10 * chunk; row < 10 * (chunk + 1); row++)
            {
                Judge(one, row);
                Judge(part, row);
            }

            merged.Merge(part);
        }

        ValidationResult[] results = [.. merged.Results(40)];
        JsonSerializer.Serialize(results).ShouldBe(JsonSerializer.Serialize(one.Results(40)));
        results.Select(result => (result.Check, result.RowsFailed)).ShouldBe([("contract.columns(extra)", 0), ("type(age)", 13), ("type(name)", 2), ("late", 1)], ignoreOrder: true);
        results.Single(result => result.Check == "type(age)").Samples.Select(sample => sample.Row).ShouldBe([1, 4, 7, 10, 13]);
        results.Single(result => result.Check == "type(name)").Samples.ShouldAllBe(sample => sample.Value == "(masked)");
        merged.Holds.ShouldBeTrue();
    }

    private static void Judge(FindingCollector findings, int row)
    {
        if (row % 3 == 1)
        {
            findings.Add("type(age)", "age", MismatchPolicy.Quarantine, "does not fit int64", "f.csv", row, $"value {row}");
        }

        if (row % 20 == 9)
        {
            findings.Add("type(name)", "name", MismatchPolicy.Null, "does not fit", "f.csv", row, "secret");
        }

        if (row == 39)
        {
            findings.Add("late", null, MismatchPolicy.Fail, "late", "f.csv", row, null);
        }
    }
}
