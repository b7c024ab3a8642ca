using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Apache.Arrow;
using DataIngestion.Tests.Drift;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Reports;

public sealed partial class DriftPageTests
{
    [Theory]
    [InlineData(true, 0.01, "Drift found")]
    [InlineData(false, 0.9, "No drift found")]
    [InlineData(false, null, "Not judged")]
    public void ToHtml_Verdict_ComesFirst(bool drifted, double? adjusted, string verdict)
    {
        DriftResult result = DriftReports.Result("age", DriftKind.Covariate, 0.3, 0.01) with { AdjustedPValue = adjusted, Drifted = drifted };
        string page = DriftPage.ToHtml(new(null, drifted, [result]) { Name = "policies" });
        page.ShouldContain($"<h1 dir=\"auto\">policies</h1>\n<p class=\"verdict {(drifted ? "error" : adjusted is null ? "warning" : "good")}\">{verdict}</p>");
        page.ShouldContain($"<title>policies: {verdict}</title>");
    }

    [Fact]
    public void ToHtml_TooFewRows_SaysThatNothingWasJudgedInsteadOfNoDrift()
    {
        RecordBatch rows = Batches.Of(("a", Batches.Doubles(Enumerable.Range(0, 9).Select(value => (double?)value))));
        DriftReport report = DriftDetection.Compare([rows], [rows], cancellationToken: TestContext.Current.CancellationToken);
        report.Results.ShouldAllBe(result => result.IsUndecided);
        string page = DriftPage.ToHtml(report);
        page.ShouldContain("Not judged</p>\n<p>Not judged, for want of values: a.</p>");
        page.ShouldContain("<td data-label=\"Found\">not judged</td>");
        page.ShouldContain(">No column was judged</h2>");
        page.ShouldNotContain("No drift found");
    }

    [Fact]
    public void ToHtml_NoReference_SaysWhy()
    {
        string page = DriftPage.ToHtml(new(null, false, [], "There is no earlier version."));
        page.ShouldContain("Nothing was compared</p>\n<p>There is no earlier version.</p>");
        page.ShouldNotContain("class=\"note\"");
    }

    [Fact]
    public void ToHtml_Columns_AreRankedByDriftThenEffect()
    {
        string page = DriftPage.ToHtml(new(null, true,
        [
            Result("still", 0.09, false), Result("little", 0.2, true), Result("much", 0.7, true), Result("insignificant", 0.9, false),
        ]));
        Heading().Matches(page).Select(match => match.Groups[1].Value).ShouldBe(["much", "little", "insignificant", "still"]);
        page.ShouldContain("2 of 4 judged columns drifted, significantly and by enough: much, little.");
        page.ShouldContain(">2 drifted columns</h2>");
        page.ShouldContain(">2 columns without a finding</h2>");
    }

    [Fact]
    public void ToHtml_Test_ShowsWhatItMeasuredAndWhatThatWasHeldAgainst()
    {
        string page = DriftPage.ToHtml(DriftReports.Full());
        page.ShouldContain("<th scope=\"row\">Kolmogorov–Smirnov</th><td data-label=\"Found\">drift</td><td data-label=\"Statistic\">0.31 (0.3 to 0.33)</td>"
            + "<td data-label=\"p\">&lt; 1e-300</td><td data-label=\"Corrected p\">1e-300</td><td data-label=\"Threshold\">p ≤ 0.05</td><td data-label=\"Effect\">0.32</td>"
            + "<td data-label=\"Least effect\">0.1</td><td data-label=\"Reference n\">900</td><td data-label=\"Current n\">990</td>");
        page.ShouldContain("aria-label=\"Kolmogorov–Smirnov: 0.02 to 0.02 in 1 earlier comparison, 0.31 now\"");
        page.ShouldContain("<th scope=\"row\">Missing</th><td>100 (10%)</td><td>10 (1%)</td>");
        page.ShouldContain("New: 2 categories, 21.43% of values. </strong>maybe (3), …");
        page.ShouldNotContain("Vanished:");
    }

    [Fact]
    public void ToHtml_Histogram_DrawsBothSidesOnOneScale()
    {
        // Shares 0.25, 0.75 and 0.5, 0.5 on a drawing of 360 × 140 whose highest bin leaves 2 free: 140 − 138 ⋅ share / 0.75.
        string page = DriftPage.ToHtml(DriftReports.Full());
        page.ShouldContain("<path class=\"reference\" d=\"M0 140V94H180V2H360V140Z\">");
        page.ShouldContain("<path class=\"current\" d=\"M0 140V48H180V48H360V140\">");
    }

    [Fact]
    public void ToHtml_TargetAndConcept_HaveSectionsOnlyWhenThereAreAny()
    {
        string page = DriftPage.ToHtml(DriftReports.Full());
        page.ShouldContain("<h2 id=\"target\">Target</h2>");
        page.ShouldContain("<h2 id=\"concept\">");
        page.ShouldContain("share of claim = yes: 5% in the reference, 6% now.");
        page.ShouldContain("<td data-label=\"Reference\">10%</td><td data-label=\"Current\">–</td><td data-label=\"Reference n\">10</td>");
        string without = DriftPage.ToHtml(new(null, false, [Result("a", 0, false)]));
        without.ShouldNotContain("id=\"target\"");
        without.ShouldNotContain("id=\"concept\"");
    }

    [Fact]
    public void ToHtml_MarkupInNames_StaysText()
    {
        const string Name = "<script>alert(1)</script>";
        DriftReport report = DriftReports.Full();
        string page = DriftPage.ToHtml(report with
        {
            Name = Name,
            Note = Name,
            Correction = Name,
            Results = [.. report.Results.Select(result => result with { Column = Name, Test = Name, Statistic = result.Statistic with { Note = Name, Bins = [new(Name, 1, 1)] } })],
            Columns = [.. report.Columns.Select(shape => shape with { Column = Name, Type = Name, Categorical = new([new(Name, 1, 1)], 0, 0) { New = new(1, 1, [new(Name, 0, 1)]) } })],
            Concept = [.. report.Concept.Select(view => view with { Column = Name, Measure = Name, Note = Name, Bins = [new(Name, 1, 1, 1, 1)] })],
        });
        Regex.Count(page, "<script").ShouldBe(1);
        page.ShouldContain("&lt;script&gt;alert(1)");
    }

    [Fact]
    public void ToHtml_ReportWithoutShapes_DrawsTheBinsOfItsTests()
    {
        DriftResult result = Result("region", 0.3, true);
        DriftPage.ToHtml(new(null, true, [result with { Statistic = result.Statistic with { Bins = [new("north", 90, 0), new("south", 810, 990)] } }]))
            .ShouldContain("north <span class=\"mark\">vanished</span>");
    }

    [Fact]
    public void ToHtml_NumbersThatAreNone_DrawNothingAndBreakNothing()
    {
        DriftResult result = Result("a", 0.3, true);
        string page = DriftPage.ToHtml(new(null, true, [result with { Statistic = result.Statistic with { Statistic = double.NaN, Effect = double.NaN, Bounds = null } }, Result("b", double.PositiveInfinity, true)])
        {
            Columns = [new("a", "float64", new(0, 0), new(0, 0)) { Numeric = new([], [], [], [new(0.1, -double.MaxValue, double.MaxValue), new(0.9, 0, 1)]) }],
        });
        page.ShouldContain("not a number");
        page.ShouldNotContain("NaN");
    }

    [Fact]
    public void ToHtml_AnotherCulture_GivesTheSamePage()
    {
        string expected = DriftPage.ToHtml(DriftReports.Full());
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = "!", NumberGroupSeparator = "!", PercentDecimalSeparator = "!", PercentSymbol = "!", NegativeSign = "!" };
        foreign.DateTimeFormat = new DateTimeFormatInfo { DateSeparator = "!", TimeSeparator = "!" };
        try
        {
            CultureInfo.CurrentCulture = foreign;
            DriftPage.ToHtml(DriftReports.Full()).ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Write_MissingArgument_Throws()
    {
        Should.Throw<ArgumentNullException>(() => DriftPage.Write(null!, TextWriter.Null));
        Should.Throw<ArgumentNullException>(() => DriftPage.Write(DriftReports.Full(), null!));
    }

    // Goes the way a notebook goes: by names alone, without a type of ours.
    [Fact]
    public void Page_InANotebook_DisplaysInAFrameOfItsOwn()
    {
        object page = new DriftPage(DriftReports.Full());
        object attribute = page.GetType().GetCustomAttributes(inherit: true).Single(candidate => candidate.GetType().Name == "TypeFormatterSourceAttribute");
        Type sourceType = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        object source = Activator.CreateInstance(sourceType)!;
        object formatter = ((IEnumerable)sourceType.GetMethod("CreateTypeFormatters")!.Invoke(source, null)!).Cast<object>().ShouldHaveSingleItem();
        using StringWriter writer = new();
        formatter.GetType().GetMethod("Format")!.Invoke(formatter, [page, writer]).ShouldBe(true);
        string frame = writer.ToString();
        frame.ShouldStartWith("<iframe title=\"Drift\" sandbox=\"allow-scripts\"");
        System.Net.WebUtility.HtmlDecode(Regex.Match(frame, "srcdoc=\"([^\"]*)\"").Groups[1].Value).ShouldBe(page.ToString());
    }

    private static DriftResult Result(string column, double effect, bool drifted) =>
        DriftReports.Result(column, DriftKind.Covariate, effect, drifted ? 0.001 : 0.6) with { Drifted = drifted };

    [GeneratedRegex("class=\"badge [a-z]+\">[A-Za-z ]+</span><h3 dir=\"auto\">(.*?)</h3>")]
    private static partial Regex Heading();
}
