using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DataIngestion.Reports;

public sealed partial class ValidationPageTests
{
    [Theory]
    [InlineData(null, "Passed")]
    [InlineData(Severity.Info, "Passed")]
    [InlineData(Severity.Warning, "Passed with warnings")]
    [InlineData(Severity.Error, "Failed")]
    public void ToHtml_WorstFailure_IsTheVerdict(Severity? failed, string verdict)
    {
        string page = ValidationPage.ToHtml(Report(Holds("a"), failed is { } severity ? Fails("b", 1) with { Severity = severity } : Holds("b")));
        page.ShouldContain($">{verdict}</p>");
        page.ShouldContain($"<title>claims.csv: {verdict}</title>");
    }

    [Fact]
    public void ToHtml_NoChecks_SaysSoInsteadOfPassed() => ValidationPage.ToHtml(Report()).ShouldContain(">Nothing was checked</p>");

    [Fact]
    public void ToHtml_FailedChecks_AreRankedBySeverityThenShareThenRows()
    {
        string page = ValidationPage.ToHtml(Report(
            Fails("info", 100) with { Severity = Severity.Info },
            Fails("few", 1),
            Fails("many of few judged", 5) with { RowsMissing = 90 },
            Fails("some", 40),
            Fails("warning", 99) with { Severity = Severity.Warning },
            Fails("delivery", 0)));
        CheckHeading().Matches(page).Select(match => match.Groups[1].Value)
            .ShouldBe(["delivery", "many of few judged", "some", "few", "warning", "info"]);
    }

    [Fact]
    public void ToHtml_MissingValues_AreLeftOutOfTheShare() =>
        ValidationPage.ToHtml(Report(Fails("a", 5) with { RowsMissing = 90 })).ShouldContain("<dd dir=\"auto\">5 (50%)</dd>");

    [Fact]
    public void ToHtml_Sample_ShowsPlaceAndValueAndTellsMissingFromEmpty()
    {
        string page = ValidationPage.ToHtml(Report(Fails("a", 4) with
        {
            Samples =
            [
                new("b.csv", 1_234, "age", "-1"), new("b.csv", 2, "age", null), new("b.csv", 3, "age", ""), new("b.csv", 4, "age", "(masked)"),
            ],
        }));
        page.ShouldContain("<td dir=\"auto\">b.csv</td><td class=\"number\">1,234</td><td dir=\"auto\">age</td><td class=\"value\"><code dir=\"auto\">-1</code></td>");
        page.ShouldContain("<em>missing</em>");
        page.ShouldContain("<em>empty text</em>");
        page.ShouldContain("<code dir=\"auto\">(masked)</code>");
    }

    [Theory]
    [InlineData(Severity.Error, FailureAction.Hold, "Delivery held")]
    [InlineData(Severity.Error, FailureAction.Quarantine, "Rows quarantined")]
    [InlineData(Severity.Warning, FailureAction.Quarantine, "Reported only")]
    public void ToHtml_FailedCheck_NamesItsConsequence(Severity severity, FailureAction action, string consequence)
    {
        string page = ValidationPage.ToHtml(Report(Fails("a", 1) with { Severity = severity, OnFailure = action }));
        page.ShouldContain($"<dd dir=\"auto\">{consequence}</dd>");
        page.ShouldContain($"<p>{consequence} by 1 check.</p>");
    }

    [Fact]
    public void ToHtml_History_IsDrawnWithTheShareOfToday()
    {
        ValidationReport report = Report(Fails("a", 50)) with
        {
            Past = [Run(("a", 0)), Run(("other", 1)), Run(("a", 0.25)), Run(("a", double.NaN))],
        };
        string page = ValidationPage.ToHtml(report);
        page.ShouldContain("aria-label=\"Failed share: 0% to 25% in 2 earlier runs, 50% now\"");
        page.ShouldContain("<circle cx=\"117\" cy=\"3\"");
    }

    [Fact]
    public void ToHtml_Observed_IsShown() => ValidationPage
        .ToHtml(Report(Fails("mean", 0) with { Observed = JsonSerializer.SerializeToElement(38.948) })).ShouldContain("<dt>Measured</dt><dd dir=\"auto\">38.948</dd>");

    [Fact]
    public void ToHtml_PassedChecks_AreGroupedByColumns()
    {
        string page = ValidationPage.ToHtml(Report(Holds("a"), Holds("b") with { Columns = [] }, Holds("c") with { RowsFailed = 3 }));
        Regex.Matches(page, "<details class=\"group\" data-name=\"([^\"]*)\"").Select(match => match.Groups[1].Value).ShouldBe(["age", "Whole delivery"]);
        page.ShouldContain("<td>3 (3%)</td>");
    }

    [Fact]
    public void ToHtml_MoreFailuresThanAReaderOpens_NamesThemAll()
    {
        string page = ValidationPage.ToHtml(Report([.. Enumerable.Range(0, 250).Select(check => Fails($"check {check};", 1) with { Samples = [new("b.csv", 9, "age", $"value {check};")] })]));
        page.ShouldContain("These were the 200 gravest. The other 50 are, by column:");
        Enumerable.Range(0, 250).ShouldAllBe(check => page.Contains($"check {check};", StringComparison.Ordinal) && page.Contains($"value {check};", StringComparison.Ordinal));
    }

    [Fact]
    public void ToHtml_AnotherCulture_GivesTheSamePage()
    {
        ValidationReport report = Report(Fails("a", 33) with { RowsChecked = 123_456 }) with { Past = [Run(("a", 0.123)), Run(("a", 0.3))] };
        string expected = ValidationPage.ToHtml(report);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = "!", NumberGroupSeparator = "!", PercentDecimalSeparator = "!", PercentSymbol = "!", NegativeSign = "!" };
        foreign.DateTimeFormat = new DateTimeFormatInfo { DateSeparator = "!", TimeSeparator = "!" };
        try
        {
            CultureInfo.CurrentCulture = foreign;
            ValidationPage.ToHtml(report).ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Write_MissingArgument_Throws()
    {
        Should.Throw<ArgumentNullException>(() => ValidationPage.Write(null!, TextWriter.Null));
        Should.Throw<ArgumentNullException>(() => ValidationPage.Write(Report(), null!));
    }

    // Goes the way a notebook goes: by names alone, without a type of ours.
    [Fact]
    public void Page_InANotebook_DisplaysInAFrameOfItsOwn()
    {
        object page = new ValidationPage(Report(Fails("<\"a\">", 1)));
        object attribute = page.GetType().GetCustomAttributes(inherit: true).Single(candidate => candidate.GetType().Name == "TypeFormatterSourceAttribute");
        Type sourceType = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        object source = Activator.CreateInstance(sourceType)!;
        IEnumerable formatters = (IEnumerable)sourceType.GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
        object formatter = formatters.Cast<object>().ShouldHaveSingleItem();
        formatter.GetType().GetProperty("MimeType")!.GetValue(formatter).ShouldBe("text/html");
        MethodInfo format = formatter.GetType().GetMethod("Format")!;
        using StringWriter writer = new();
        format.Invoke(formatter, [page, writer]).ShouldBe(true);
        format.Invoke(formatter, ["something else", writer]).ShouldBe(false);

        string frame = writer.ToString();
        frame.ShouldStartWith("<iframe title=\"Validation\" sandbox=\"allow-scripts\"");
        string document = Regex.Match(frame, "srcdoc=\"([^\"]*)\"").Groups[1].Value;
        System.Net.WebUtility.HtmlDecode(document).ShouldBe(page.ToString());
    }

    private static ValidationReport Report(params ValidationResult[] results) => new("claims.csv", new DateTimeOffset(2026, 8, 31, 6, 30, 0, TimeSpan.Zero), 100, results);

    private static PastValidation Run(params (string Check, double Share)[] shares) =>
        new("7", new DateTimeOffset(2026, 8, 30, 6, 30, 0, TimeSpan.Zero), shares.ToDictionary(share => share.Check, share => share.Share));

    private static ValidationResult Holds(string check) => new(check, ["age"], Severity.Error, FailureAction.Hold, true, 100, 0, "Holds.", []);

    private static ValidationResult Fails(string check, long rows) => new(check, ["age"], Severity.Error, FailureAction.Hold, false, 100, rows, "Fails.", []);

    [GeneratedRegex("class=\"badge [a-z]+\">[A-Za-z]+</span><h3 dir=\"auto\">(.*?)</h3>")]
    private static partial Regex CheckHeading();
}
