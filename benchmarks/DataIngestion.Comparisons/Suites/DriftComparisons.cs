using DataIngestion.Comparisons.Measuring;

namespace DataIngestion.Comparisons.Suites;

internal static class DriftComparisons
{
    private const long Rows = 1_000_000;

    public static Comparison Arrays { get; } = new(["drift"], async settings =>
    {
        string folder = settings.Data.DriftFolder(Rows);
        Pairs pairs = await Pairs.RunAsync(settings.Runs, Ours("drift", folder), Scipy(folder));
        return [new Line("drift", pairs.SecondToFirst, 10, Bound.AtLeast, pairs.Sides)];
    }) { Missing = () => Python.MissingScipy("drift", "10") };

    public static Comparison Profile { get; } = new(["drift-profile"], async settings =>
    {
        string folder = settings.Data.DriftFolder(Rows);
        await ChildProcess.RunSelfAsync("drift-write-profile", folder);
        Pairs pairs = await Pairs.RunAsync(settings.Runs, Ours("drift-profile", folder), Scipy(folder));
        string note = string.Join(", ", pairs.First.Runs[0].Facts.Select(fact => $"{fact.Value} {fact.Key}"));
        return [new Line("drift-profile", pairs.SecondToFirst, 40, Bound.AtLeast, pairs.Sides) { Note = note }];
    }) { Missing = () => Python.MissingScipy("drift-profile", "40") };

    public static Comparison Evidently { get; } = new(["drift-evidently"], async settings =>
    {
        string folder = settings.Data.DriftFolder(Rows);
        Runner evidently = new("evidently", () => ChildProcess.RunAsync(Python.Evidently!, Python.Script("drift_evidently.py"), folder));
        Pairs pairs = await Pairs.RunAsync(settings.Runs, Ours("drift", folder), evidently);
        return [new Line("drift-evidently", pairs.SecondToFirst, 80, Bound.AtLeast, pairs.Sides)];
    }) { Missing = () => Python.Evidently is null ? "drift-evidently - 80 not measured (set EVIDENTLY_PYTHON to a Python that has evidently)" : null };

    private static Runner Ours(string side, string folder) => new("sdk", () => ChildProcess.RunSelfAsync(side, folder));

    private static Runner Scipy(string folder) => new("scipy", () => ChildProcess.RunAsync(Python.WithScipy, Python.Script("drift.py"), folder));
}
