using System.Text.Json;

namespace DataIngestion.Reports;

/// <summary>The failed checks, the gravest first.</summary>
internal static class FailedSection
{
    // A reader looks through a few, so few are open. Browsers take minutes over tens of thousands of such parts, so beyond some they become rows.
    private const int OpenChecks = 20, WholeChecks = 200;

    public static void Write(HtmlWriter html, ValidationReport report)
    {
        ValidationResult[] failed = [.. Ranked(report.Results)];
        html.Open("section", ("aria-labelledby", "failed")).Line()
            .Element("h2", failed.Length == 0 ? "No check failed" : Figures.Count(failed.Length, "failed check", "failed checks"), ("id", "failed")).Line();
        for (int rank = 0; rank < Math.Min(failed.Length, WholeChecks); rank++)
        {
            WriteCheck(html, failed[rank], report.Past, isOpen: rank < OpenChecks);
        }

        if (failed.Length > WholeChecks)
        {
            html.Element("p", $"These were the {WholeChecks} gravest. The other {Figures.Count(failed.Length - WholeChecks)} are, by column:").Line();
            CheckGroups.Write(html, failed.Skip(WholeChecks));
        }

        html.Close().Line();
    }

    // The sort is stable: equals stay in the order of the suite.
    private static IEnumerable<ValidationResult> Ranked(IReadOnlyList<ValidationResult> results) => results
        .Where(result => !result.Passed)
        .OrderByDescending(result => result.Severity)
        .ThenByDescending(Labels.FailedShare)
        .ThenByDescending(result => result.RowsFailed);

    private static void WriteCheck(HtmlWriter html, ValidationResult result, IReadOnlyList<PastValidation> past, bool isOpen)
    {
        (string, string?)[] attributes = [("class", "check"), ("data-state", Labels.Key(result.Severity)), ("open", null)];
        html.Open("details", isOpen ? attributes : attributes[..2]).Open("summary")
            .Element("span", Labels.Of(result.Severity), ("class", $"badge {Labels.Key(result.Severity)}"))
            .Element("h3", HtmlText.Shorten(result.Check, 500), ("dir", "auto"));
        WriteShare(html, result);
        html.Close().Line();

        html.Element("p", HtmlText.Shorten(result.Message, 4000), ("class", "message"), ("dir", "auto")).Line();
        WriteFigures(html, result, past);
        WriteSamples(html, result);
        html.Close().Line();
    }

    private static void WriteShare(HtmlWriter html, ValidationResult result)
    {
        html.Open("span", ("class", "share"));
        if (result.RowsFailed > 0)
        {
            Sparkline.WriteBar(html, Labels.FailedShare(result));
        }

        html.Text(result.RowsFailed > 0 ? Figures.Share(Labels.FailedShare(result)) : "as a whole").Close();
    }

    private static void WriteFigures(HtmlWriter html, ValidationResult result, IReadOnlyList<PastValidation> past)
    {
        html.Open("dl");
        Figure(html, result.Columns.Count == 1 ? "Column" : "Columns", HtmlText.Shorten(Labels.Columns(result), 2000));
        Figure(html, "Rows checked", Figures.Count(result.RowsChecked));
        Figure(html, "Missing", Figures.Count(result.RowsMissing));
        Figure(html, "Failed", Labels.Failed(result));
        if (result.Observed is { } observed)
        {
            Figure(html, "Measured", Measured(observed));
        }

        Figure(html, "Consequence", Labels.Consequence(result));
        WriteHistory(html, result, past);
        html.Close().Line();
    }

    private static string Measured(JsonElement observed) => HtmlText.Shorten(
        observed.ValueKind switch
        {
            JsonValueKind.String => observed.GetString()!,
            JsonValueKind.Undefined => "",
            _ => observed.GetRawText(),
        },
        1000);

    private static void WriteHistory(HtmlWriter html, ValidationResult result, IReadOnlyList<PastValidation> past)
    {
        double?[] shares = [.. past.Select(run => run.FailedShare.TryGetValue(result.Check, out double share) && double.IsFinite(share) ? share : (double?)null)];
        if (shares.All(share => share is null))
        {
            return;
        }

        string range = $"{Figures.Share(shares.Min()!.Value)} to {Figures.Share(shares.Max()!.Value)} in {Figures.Count(shares.Count(share => share is not null), "earlier run", "earlier runs")}";
        html.Open("div").Element("dt", "Failed share before").Open("dd");
        Sparkline.Write(html, [.. shares, Labels.FailedShare(result)], $"Failed share: {range}, {Figures.Share(Labels.FailedShare(result))} now");
        html.Text($" {range}").Close().Close();
    }

    private static void Figure(HtmlWriter html, string name, string value) =>
        html.Open("div").Element("dt", name).Element("dd", value, ("dir", "auto")).Close();

    private static void WriteSamples(HtmlWriter html, ValidationResult result)
    {
        if (result.Samples.Count == 0)
        {
            return;
        }

        html.Open("table", ("class", "samples")).Element("caption", "Samples")
            .Open("thead").Open("tr");
        foreach (string heading in (string[])["Origin", "Row", "Column", "Value"])
        {
            html.Element("th", heading, ("scope", "col"));
        }

        html.Close().Close().Open("tbody").Line();
        foreach (FailureSample sample in result.Samples)
        {
            html.Open("tr")
                .Element("td", HtmlText.Shorten(sample.Origin, 300), ("dir", "auto"))
                .Element("td", Figures.Count(sample.Row), ("class", "number"))
                .Element("td", HtmlText.Shorten(sample.Column, 200), ("dir", "auto"));
            html.Open("td", ("class", "value"));
            Labels.WriteValue(html, sample.Value);
            html.Close().Close().Line();
        }

        html.Close().Close().Line();
    }
}
