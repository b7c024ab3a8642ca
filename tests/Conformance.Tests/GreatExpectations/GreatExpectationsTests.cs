using System.Text.Json.Nodes;

namespace DataIngestion.Conformance.GreatExpectations;

/// <summary>Every case of a folder in Great Expectations' own form goes through the importer, the rules and the exporter.</summary>
public sealed class GreatExpectationsTests
{
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(GxCases.Ids), MemberType = typeof(GxCases))]
    [Trait("conformance", "gx")]
    public async Task Case_OfTheFolder_HasTheStatedOutcome(int number, string name) => await JudgeAsync(number, name);

    /// <summary>Great Expectations has LIKE in SQL engines only, so these cases are counted apart.</summary>
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(GxCases.LikeIds), MemberType = typeof(GxCases))]
    [Trait("conformance", "gx-like")]
    public async Task LikeCase_OfTheFolder_HasTheStatedOutcome(int number, string name) => await JudgeAsync(number, name);

    [Fact]
    [Trait("conformance", "gx-table")]
    public async Task Table_OfAllCases_ExcludesFew()
    {
        SharedData.Folder("GX_CASES", "great_expectations");
        Dictionary<string, (int Passed, int Failed, Dictionary<string, int> Excluded)> rows = [];
        foreach (GxCase each in GxCases.Every)
        {
            (int passed, int failed, Dictionary<string, int> excluded) = rows.GetValueOrDefault(each.Type, (0, 0, []));
            string? reason = GxExclusions.ReasonFor(each);
            bool succeeded = reason is null && await DifferenceAsync(each) is null;
            if (reason is not null)
            {
                excluded[reason] = excluded.GetValueOrDefault(reason) + 1;
            }

            rows[each.Type] = (passed + (succeeded ? 1 : 0), failed + (reason is null && !succeeded ? 1 : 0), excluded);
        }

        ITestOutputHelper output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"table: {"expectation",-62} passed failed excluded");
        foreach ((string type, (int passed, int failed, Dictionary<string, int> excluded)) in rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            string reasons = string.Join("; ", excluded.Select(reason => $"{reason.Value} × {reason.Key}"));
            output.WriteLine($"table: {type,-62} {passed,6} {failed,6} {excluded.Values.Sum(),8} {reasons}");
        }

        int meant = GxCases.Every.Count(each => each.IsForPandas);
        int left = GxCases.Every.Count(each => each.IsForPandas && GxExclusions.ReasonFor(each) is not null);
        output.WriteLine($"table: {left} of {meant} cases meant for pandas are excluded ({100.0 * left / meant:0.0} %; at most 8 %)");
        (100.0 * left / meant).ShouldBeLessThanOrEqualTo(8);
    }

    private static async Task JudgeAsync(int number, string name)
    {
        SharedData.Folder("GX_CASES", "great_expectations");
        GxCase each = GxCases.Get(name);
        if (GxExclusions.ReasonFor(each) is { } reason)
        {
            Assert.Skip(reason);
        }

        (await DifferenceAsync(each)).ShouldBeNull($"case {number}");
    }

    private static async Task<string?> DifferenceAsync(GxCase each)
    {
        if (!GreatExpectationsSuite.SupportedTypes.Contains(each.Type))
        {
            return $"{each.Type} is not supported.";
        }

        try
        {
            JsonObject found = await GxRun.RunAsync(each);
            bool raised = found["exception_info"]!["raised_exception"]!.GetValue<bool>();
            return each.MustRaise ? raised ? null : "An error was expected." : GxCompare.Difference(each, found);
        }
        catch (Exception fault) when (fault is SuiteImportException or ArgumentException)
        {
            return each.MustRaise ? null : fault.Message;
        }
    }
}
