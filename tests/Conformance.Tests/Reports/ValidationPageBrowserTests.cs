using System.Text.Json;

namespace DataIngestion.Reports;

/// <summary>The page in a real browser.</summary>
[Collection(BrowserPages.Name)]
public sealed class ValidationPageBrowserTests(Browser browser)
{
    public static readonly TheoryData<string> Pages = ["passed", "failed", "warnings", "wide", "allFailed", "foreign", "nothing"];

    public static readonly TheoryData<string> ReadablePages = ["passed", "failed", "warnings", "foreign", "nothing"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_Opened_ReportsNoFaultAndAsksForNothing(string name)
    {
        JsonElement page = browser.Page(name);
        foreach (JsonElement visit in (JsonElement[])[page.GetProperty("used"), page.GetProperty("withoutScript"), .. page.GetProperty("looks").EnumerateArray()])
        {
            Texts(visit.GetProperty("faults")).ShouldBeEmpty();
            Texts(visit.GetProperty("requests")).ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(ReadablePages))]
    public void Page_LightDarkAndNarrow_IsAccessibleAndFits(string name)
    {
        JsonElement[] looks = [.. browser.Page(name).GetProperty("looks").EnumerateArray()];
        looks.Length.ShouldBe(3);
        foreach (JsonElement look in looks)
        {
            Texts(look.GetProperty("violations")).ShouldBeEmpty();
            look.GetProperty("overflow").GetInt32().ShouldBe(0);
        }
    }

    [Theory]
    [MemberData(nameof(ReadablePages))]
    public void Page_TabKey_ReachesEveryControlAndShowsIt(string name)
    {
        JsonElement keyboard = browser.Page(name).GetProperty("used").GetProperty("keyboard");
        keyboard.GetProperty("reached").GetInt32().ShouldBe(keyboard.GetProperty("expected").GetInt32());
        Texts(keyboard.GetProperty("unseen")).ShouldBeEmpty();
        keyboard.GetProperty("toggles").ValueKind.ShouldBe(name == "nothing" ? JsonValueKind.Null : JsonValueKind.True);
    }

    [Theory]
    [InlineData("passed", 5, 0, 0)]
    [InlineData("failed", 8, 2, 1)]
    [InlineData("warnings", 3, 1, 1)]
    [InlineData("wide", 30_000, 0, 0)]
    [InlineData("allFailed", 30_000, 0, 0)]
    [InlineData("foreign", 32, 0, 0)]
    public void Filter_OneSeverity_ShowsItsChecks(string name, int errors, int warnings, int notes)
    {
        JsonElement severities = browser.Page(name).GetProperty("used").GetProperty("states");
        severities.GetProperty("error").GetInt32().ShouldBe(errors);
        severities.GetProperty("warning").GetInt32().ShouldBe(warnings);
        severities.GetProperty("info").GetInt32().ShouldBe(notes);
    }

    [Theory]
    [InlineData("passed", "age", 2, "2 of 5 checks shown")]
    [InlineData("passed", "nothing like this", 0, "0 of 5 checks shown")]
    [InlineData("failed", "UMBRELLA", 1, "1 of 11 checks shown")]
    [InlineData("failed", "-1000000", 1, "1 of 11 checks shown")]
    [InlineData("failed", "mean age", 1, "1 of 11 checks shown")]
    [InlineData("warnings", "region", 1, "1 of 5 checks shown")]
    [InlineData("wide", "sensor_017", 100, "100 of 30,000 checks shown")]
    [InlineData("wide", "sensor_299 42,", 1, "1 of 30,000 checks shown")]
    [InlineData("allFailed", "sensor_299 42,", 1, "1 of 30,000 checks shown")]
    public void Search_Words_ShowsChecksThatHoldThemAll(string name, string text, int visible, string status)
    {
        JsonElement search = browser.Page(name).GetProperty("used").GetProperty("searches").EnumerateArray()
            .Single(search => search.GetProperty("text").GetString() == text);
        search.GetProperty("visible").GetInt32().ShouldBe(visible);
        search.GetProperty("status").GetString().ShouldBe(status);
    }

    [Fact]
    public void Page_HostileValues_StayText()
    {
        JsonElement used = browser.Page("foreign").GetProperty("used");
        Texts(used.GetProperty("markers")).ShouldBeEmpty();
        used.GetProperty("scripts").GetInt32().ShouldBe(1);
        used.GetProperty("handlers").GetInt32().ShouldBe(0);
        used.GetProperty("text").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("passed", 0)]
    [InlineData("failed", 6)]
    [InlineData("foreign", 16)]
    public void Page_Printed_ShowsEveryFailedCheckWhole(string name, int failed)
    {
        JsonElement print = browser.Page(name).GetProperty("used").GetProperty("print");
        print.GetProperty("header").GetString().ShouldBe("%PDF-");
        print.GetProperty("drawn").GetInt32().ShouldBe(failed);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_WithoutScript_HidesWhatWouldDoNothing(string name) =>
        browser.Page(name).GetProperty("withoutScript").GetProperty("filterShown").GetBoolean().ShouldBeFalse();

    [Theory]
    [InlineData("wide")]
    [InlineData("allFailed")]
    public void Page_ThirtyThousandChecks_HasThemAll(string name) =>
        browser.Page(name).GetProperty("used").GetProperty("checks").GetInt32().ShouldBe(30_000);

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.ToString())];
}
