namespace DataIngestion.Conformance.Drift;

/// <summary>Data of which it is known whether they drift, by the default plan, from files to report.</summary>
public sealed class ControlTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drift-controls-").FullName;

    [Theory]
    [InlineData("freMTPL2", "parity", null, false)]
    [InlineData("freMTPL2", "halves", null, true)]
    [InlineData("adult", "train_vs_test", "income", false)]
    public async Task Compare_DefaultPlan_FindsDriftWhereThereIsSome(string set, string split, string? target, bool drifts)
    {
        DriftReport report = await CompareAsync(set, split, target);
        report.Drifted.ShouldBe(drifts, report.Describe());
        report.Results.Any(result => result.Drifted).ShouldBe(drifts);
        report.Concept.ShouldAllBe(view => !view.Drifted);
        report.Note.ShouldBeNull();
    }

    [Fact]
    public async Task Compare_SeaBlocksTwoAndThree_FindsPriorAndConceptAndNoCovariate()
    {
        DriftReport report = await CompareAsync("sea60k", "c2_vs_c3", "class");
        report.Results.Where(result => result.Kind == DriftKind.Covariate).ShouldAllBe(result => !result.Drifted);
        report.Results.ShouldContain(result => result.Kind == DriftKind.Prior && result.Drifted);
        report.ConceptVerdict.ShouldNotBeNull().Drifted.ShouldBeTrue();
        report.Concept.Select(view => (view.Column, view.Drifted)).ShouldBe([("a1", false), ("a2", true), ("a3", true)]);
        report.Concept[0].Measure.ShouldBe("share of class = 1");

        // The truth file's shares of the positive class.
        report.Concept.ShouldAllBe(view => Math.Abs(view.ReferenceRate!.Value - 0.5784666666666667) < 1e-9 && Math.Abs(view.CurrentRate!.Value - 0.7036666666666667) < 1e-9);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<DriftReport> CompareAsync(string name, string split, string? target)
    {
        TruthSets.Demand(name);
        (TruthSet set, TextTable table, _) = TruthSets.Split(name, split);
        Write("reference.csv", table, row => set.Side(split, table, row) == true);
        Write("current.csv", table, row => set.Side(split, table, row) == false);
        return await DatasetDrift.CompareAsync(Read("reference.csv"), Read("current.csv"), new() { Target = target }, TestContext.Current.CancellationToken);
    }

    private Dataset Read(string file) =>
        Dataset.FromSource(FileSource.Csv(LocalStore.OpenExisting(_folder), file, new FileSourceOptions { Ready = FileReadiness.Immediately }));

    private void Write(string file, TextTable table, Func<int, bool> isOnSide) => File.WriteAllLines(
        Path.Combine(_folder, file),
        [string.Join(',', table.Header), .. Enumerable.Range(0, table.Rows.Count).Where(isOnSide).Select(row => string.Join(',', table.Rows[row]))]);
}
