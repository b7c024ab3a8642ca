using System.Globalization;
using System.Text;
using System.Text.Json;
using DataIngestion.Comparisons.Measuring;

namespace DataIngestion.Comparisons.Suites;

// FOLDER/<processor>/<name>.json for programs and .md for people.
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(string folder, IReadOnlyList<Line> lines)
    {
        string target = Path.Combine(folder, Machine.FolderName);
        Directory.CreateDirectory(target);
        foreach (Line line in lines)
        {
            SortedDictionary<string, string> machine = Machine.Describe();
            foreach ((string name, string value) in line.Sides.SelectMany(side => side.Runs[0].Facts)) { machine[name] = value; }
            object result = new { line.Name, line.Ratio, line.Target, Bound = line.Bound.ToString(), line.Holds, line.Note, Machine = machine, line.Sides };
            File.WriteAllText(Path.Combine(target, line.Name + ".json"), JsonSerializer.Serialize(result, Indented) + "\n");
            File.WriteAllText(Path.Combine(target, line.Name + ".md"), Markdown(line, machine));
        }
    }

    private static string Markdown(Line line, SortedDictionary<string, string> machine)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# {line.Name}: {line.Ratio:0.###}, target {line.TargetText}: {(line.Holds ? "ok" : "short")}\n\n");
        if (line.Note is not null) { text.Append(CultureInfo.InvariantCulture, $"{line.Note}\n\n"); }
        text.Append("| run | ").AppendJoin(" | ", line.Sides.Select(side => $"{side.Name}, seconds | peak, MB | whole process, seconds")).Append(" |\n|---|");
        text.Append(string.Concat(line.Sides.Select(_ => "---:|---:|---:|"))).Append('\n');
        for (int run = 0; run < line.Sides[0].Runs.Count; run++)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {run + 1} | ").AppendJoin(" | ", line.Sides.Select(side => Cells(side.Runs[run]))).Append(" |\n");
        }

        text.Append('\n').AppendJoin("; ", machine.Select(fact => $"{fact.Key} {fact.Value}")).Append('\n');
        return text.ToString();
    }

    private static string Cells(Measurement run) =>
        string.Create(CultureInfo.InvariantCulture, $"{run.Seconds:0.000} | {run.PeakBytes / 1e6:0} | {run.ProcessSeconds:0.000}");
}
